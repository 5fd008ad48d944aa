// Numbers of system calls that the syscall package does not name: https://man7.org/linux/man-pages/man2/syscalls.2.html
package main

const (
	sysOpenByHandleAt = 265
	sysSetns          = 268
	sysProcessVMWrite = 271
	sysFinitModule    = 273
	sysBPF            = 280
	sysKexecLoad      = 104
	sysPerfEventOpen  = 241
	sysShmget         = 194
	sysShmat          = 196
	sysIopl           = 0
)
