// Numbers of system calls that the syscall package does not name: https://man7.org/linux/man-pages/man2/syscalls.2.html
package main

const (
	sysOpenByHandleAt = 304
	sysSetns          = 308
	sysProcessVMWrite = 311
	sysFinitModule    = 313
	sysBPF            = 321
	sysKexecLoad      = 246
	sysPerfEventOpen  = 298
	sysShmget         = 29
	sysShmat          = 30
	sysIopl           = 172
)
