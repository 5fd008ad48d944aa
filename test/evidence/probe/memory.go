// Memory that processes share by name: https://man7.org/linux/man-pages/man7/sysvipc.7.html
package main

import (
	"os"
	"strings"
	"syscall"
	"unsafe"
)

const segmentBytes = 4096

func attach(key, flags int) ([]byte, error) {
	segment, _, errno := syscall.Syscall(sysShmget, uintptr(key), segmentBytes, uintptr(flags))
	if errno != 0 {
		return nil, errno
	}
	address, _, errno := syscall.Syscall(sysShmat, segment, 0, 0)
	if errno != 0 {
		return nil, errno
	}
	return unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&address))), segmentBytes), nil
}
func sharedMemory(targets Targets) (string, error) {
	got := []string{}
	var last error = errNone
	for _, key := range []int{targets.Host.Key, targets.Peer.Key} {
		memory, err := attach(key, 0o600)
		if err != nil {
			last = err
		} else if found := canary.Find(memory); found != nil {
			got = append(got, string(found))
		}
	}
	if len(got) == 0 {
		return "", last
	}
	return strings.Join(got, " "), nil
}
func sharedMemoryFile(Targets) (string, error) {
	files, err := os.ReadDir("/dev/shm")
	if err != nil {
		return "", err
	}
	paths := []string{}
	for _, file := range files {
		paths = append(paths, "/dev/shm/"+file.Name())
	}
	return firstCanary(paths)
}
func addressOf(buffer *[64]byte) uint64 { return uint64(uintptr(unsafe.Pointer(buffer))) }
