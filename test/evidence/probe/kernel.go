// Settings and services of the kernel that no namespace holds. Where a change would be felt by everyone, only the
// permission is asked for: with an argument that is refused after it was checked, or with the value that is there.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

// Permitted when the kernel complains about something else than permission.
func permitted(errno syscall.Errno) (string, error) {
	if errno == syscall.EPERM || errno == syscall.EACCES || errno == syscall.ENOSYS {
		return "", errno
	}
	return "permitted", nil
}
func opensForWriting(paths []string) (string, error) {
	var last error = errNone
	for _, path := range paths {
		fd, err := syscall.Open(path, syscall.O_WRONLY, 0)
		if err == nil {
			syscall.Close(fd)
			return path, nil
		}
		last = fmt.Errorf("%s: %w", path, err)
	}
	return "", last
}
func corePattern(targets Targets) (string, error) {
	paths := within(append([]string{"/proc"}, targets.Procs...), "sys/kernel/core_pattern")
	return opensForWriting(append(paths, within(targets.Systems, "kernel/core_pattern")...))
}

// In a procfs of its own making, which nothing masks.
func corePatternMounted(targets Targets) (string, error) {
	folder, err := os.MkdirTemp("/", "proc")
	if err != nil {
		return "", err
	}
	defer os.Remove(folder)
	if err := syscall.Mount("proc", folder, "proc", 0, ""); err != nil {
		return "", err
	}
	defer syscall.Unmount(folder, syscall.MNT_DETACH)
	return opensForWriting([]string{filepath.Join(folder, "sys/kernel/core_pattern")})
}
func ueventHelper(targets Targets) (string, error) {
	return opensForWriting(within(append([]string{"/sys"}, targets.Systems...), "kernel/uevent_helper"))
}
func sysrq(targets Targets) (string, error) {
	return opensForWriting(within(append([]string{"/proc"}, targets.Procs...), "sysrq-trigger"))
}

// A line of it, for the harness to find in the log of the host: a sandbox has one of its own.
func kernelLog(Targets) (string, error) {
	const readAll = 3
	buffer := make([]byte, 8192)
	count, err := syscall.Klogctl(readAll, buffer)
	if err == nil {
		lines := strings.Split(strings.TrimSpace(string(buffer[:count])), "\n")
		_, text, _ := strings.Cut(lines[len(lines)-1], "] ")
		return text, nil
	}
	fd, second := syscall.Open("/dev/kmsg", syscall.O_RDONLY|syscall.O_NONBLOCK, 0)
	if second != nil {
		return "", errors.Join(err, second)
	}
	count, second = syscall.Read(fd, buffer)
	if second != nil {
		return "", second
	}
	_, text, _ := strings.Cut(string(buffer[:count]), ";")
	text, _, _ = strings.Cut(text, "\n")
	return text, nil
}
func kernelAddresses(Targets) (string, error) {
	file, err := os.Open("/proc/kallsyms")
	if err != nil {
		return "", err
	}
	line := make([]byte, 16)
	if _, err := file.Read(line); err != nil {
		return "", err
	}
	if len(bytes.Trim(line, "0")) == 0 {
		return "", errors.New("addresses are hidden")
	}
	return "an address", nil
}

// Files of the kernel that engines hide; hidden ones are empty.
func kernelTables(Targets) (string, error) {
	var last error = errNone
	for _, path := range []string{"/proc/timer_list", "/proc/sched_debug", "/proc/latency_stats"} {
		text, err := os.ReadFile(path)
		if err == nil && len(text) > 0 {
			return path, nil
		}
		last = err
	}
	return "", last
}

// Nothing is loaded: the file does not exist.
func module(Targets) (string, error) {
	empty := [1]byte{}
	_, _, errno := syscall.Syscall(sysFinitModule, ^uintptr(0), uintptr(unsafe.Pointer(&empty)), 0)
	return permitted(errno)
}
func ports(Targets) (string, error) {
	if sysIopl == 0 {
		return "", syscall.ENOSYS
	}
	_, _, errno := syscall.Syscall(sysIopl, 3, 0, 0)
	return permitted(errno)
}
func physicalMemory(Targets) (string, error) {
	return opensForWriting([]string{"/dev/mem", "/dev/port"})
}

// With flags that do not exist: refused after the permission was checked.
func kexec(Targets) (string, error) {
	_, _, errno := syscall.Syscall6(sysKexecLoad, 0, 0, 0, 0xffff, 0, 0)
	return permitted(errno)
}

// Without the numbers that it asks for: refused after the permission was checked.
func reboot(Targets) (string, error) {
	_, _, errno := syscall.Syscall6(syscall.SYS_REBOOT, 0, 0, 0, 0, 0, 0)
	if _, err := permitted(errno); err != nil {
		return "", err
	}
	return os.Readlink("/proc/self/ns/pid")
}

// Sets the length of a tick that is set.
func clock(Targets) (string, error) {
	const tick = 0x4000
	state := syscall.Timex{}
	if _, err := syscall.Adjtimex(&state); err != nil {
		return "", err
	}
	state.Modes = tick
	_, err := syscall.Adjtimex(&state)
	return "the same tick", err
}

// https://man7.org/linux/man-pages/man2/perf_event_open.2.html
func trace(Targets) (string, error) {
	type attributes struct {
		kind, size uint32
		config     uint64
		rest       [112]byte
	}
	const software, everyProcess = 1, ^uintptr(0)
	what := attributes{kind: software, size: 128}
	fd, _, errno := syscall.Syscall6(sysPerfEventOpen, uintptr(unsafe.Pointer(&what)), everyProcess, 0, ^uintptr(0), 0, 0)
	if errno != 0 {
		return "", errno
	}
	syscall.Close(int(fd))
	return "all processes of a processor", nil
}

// A program that does nothing, of a kind that is attached to events of the kernel.
func program(Targets) (string, error) {
	const load, tracepoint = 5, 5
	instructions := [2]uint64{0xb7, 0x95}
	license := []byte("Apache-2.0\x00")
	what := struct {
		kind, count           uint32
		instructions, license uint64
		rest                  [96]byte
	}{tracepoint, 2, uint64(uintptr(unsafe.Pointer(&instructions))), uint64(uintptr(unsafe.Pointer(&license[0]))), [96]byte{}}
	fd, _, errno := syscall.Syscall(sysBPF, load, uintptr(unsafe.Pointer(&what)), unsafe.Sizeof(what))
	if errno != 0 {
		return "", errno
	}
	syscall.Close(int(fd))
	return "loaded, not attached", nil
}

// Of the processes in its own namespace, and those below.
func accounting(Targets) (string, error) {
	path, _ := syscall.BytePtrFromString("/no-such-file")
	_, _, errno := syscall.Syscall(syscall.SYS_ACCT, uintptr(unsafe.Pointer(path)), 0, 0)
	if _, err := permitted(errno); err != nil {
		return "", err
	}
	return os.Readlink("/proc/self/ns/pid")
}

// Asks the audit system for its state: https://man7.org/linux/man-pages/man3/audit_request_status.3.html
func audit(Targets) (string, error) {
	const protocol, get = 9, 1000
	fd, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW, protocol)
	if err != nil {
		return "", err
	}
	reply, err := askNetlink(fd, get, syscall.NLM_F_REQUEST, nil)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d bytes", len(reply)), nil
}

// The name that it has.
func hostName(Targets) (string, error) {
	name, err := os.Hostname()
	if err != nil {
		return "", err
	}
	if err := syscall.Sethostname([]byte(name)); err != nil {
		return "", err
	}
	return os.Readlink("/proc/self/ns/uts")
}
