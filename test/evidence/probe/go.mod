module plimsoll.dev/evidence/probe

go 1.22
