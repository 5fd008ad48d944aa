// Files of the host: over mounts, over file handles, over the folders of processes, and raw from a disk.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

func firstCanary(paths []string) (string, error) {
	var last error = errNone
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err == nil && canary.Match(text) {
			return string(canary.Find(text)), nil
		}
		if err != nil {
			last = err
		}
	}
	return "", last
}
func firstWritten(targets Targets, way string, folders []string) (string, error) {
	var last error = errNone
	for _, folder := range folders {
		path := filepath.Join(folder, targets.Name+"."+way)
		last = os.WriteFile(path, []byte("written"), 0o600)
		if last == nil {
			return path, nil
		}
	}
	return "", last
}
func within(folders []string, name string) []string {
	paths := []string{}
	for _, folder := range folders {
		paths = append(paths, filepath.Join(folder, name))
	}
	return paths
}

func readFile(targets Targets) (string, error) {
	return firstCanary(within(targets.Folders, "secret"))
}
func writeFile(targets Targets) (string, error) {
	return firstWritten(targets, "write-file", targets.Folders)
}
func readVolume(targets Targets) (string, error) {
	return firstCanary([]string{filepath.Join(targets.Shared, "secret")})
}

// What the runtime was told of every container, variables included.
func readBundles(targets Targets) (string, error) {
	found := []string{}
	for _, pattern := range targets.Bundles {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err == nil && !bytes.Contains(text, []byte("TARGETS=")) {
				found = append(found, canary.FindAllString(string(text), -1)...)
			}
		}
	}
	if len(found) == 0 {
		return "", errNone
	}
	return strings.Join(found, " "), nil
}
func writeVolume(targets Targets) (string, error) {
	return firstWritten(targets, "write-volume", []string{targets.Shared})
}

// Over every process that is seen, whose root leads to the folder of the host.
func processRoots(targets Targets) []string {
	found := []string{}
	for _, proc := range append([]string{"/proc"}, targets.Procs...) {
		entries, _ := os.ReadDir(proc)
		for _, entry := range entries {
			if strings.Trim(entry.Name(), "0123456789") == "" {
				found = append(found, filepath.Join(proc, entry.Name(), "root"))
			}
		}
	}
	return found
}
func readProcessRoot(targets Targets) (string, error) {
	got := []string{}
	for _, name := range []string{filepath.Join(targets.Scratch, "secret"), "/peer-secret"} {
		if one, err := firstCanary(within(processRoots(targets), name)); err == nil {
			got = append(got, one)
		}
	}
	if len(got) == 0 {
		return "", errNone
	}
	return strings.Join(got, " "), nil
}
func writeProcessRoot(targets Targets) (string, error) {
	return firstWritten(targets, "write-process-root", within(processRoots(targets), targets.Scratch))
}

// A folder mounted here appears on the host where the mount is shared in both directions.
func writePropagated(targets Targets) (string, error) {
	if targets.Propagated == "" {
		return "", errNone
	}
	folder := filepath.Join(targets.Propagated, "made")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=64k"); err != nil {
		return "", err
	}
	return folder, os.WriteFile(filepath.Join(folder, targets.Name+".write-propagated"), []byte("written"), 0o600)
}

// https://man7.org/linux/man-pages/man2/open_by_handle_at.2.html
type fileHandle struct {
	size  uint32
	kind  int32
	bytes [8]byte
}

const handleOfInode = 1 // FILEID_INO32_GEN; generation 0 stands for any
const rootInode = 2

func openInode(mount int, inode uint32, flags int) (int, error) {
	handle := fileHandle{size: 8, kind: handleOfInode}
	binary.NativeEndian.PutUint32(handle.bytes[:], inode)
	fd, _, errno := syscall.Syscall(sysOpenByHandleAt, uintptr(mount), uintptr(unsafe.Pointer(&handle)), uintptr(flags))
	if errno != 0 {
		return -1, errno
	}
	return int(fd), nil
}

// From the root of the filesystem that a bind mount comes from, which the host may have mounted on any folder.
func openByHandle(path string) (int, error) {
	mount, err := syscall.Open("/etc/hosts", syscall.O_RDONLY, 0)
	if err != nil {
		return -1, err
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for start := range parts {
		var fd int
		if fd, err = walk(mount, parts[start:]); err == nil {
			return fd, nil
		}
	}
	return -1, err
}

// By the numbers that folders give their files.
func walk(mount int, parts []string) (int, error) {
	inode := uint32(rootInode)
	for _, part := range parts {
		folder, err := openInode(mount, inode, syscall.O_RDONLY|syscall.O_DIRECTORY)
		if err != nil {
			return -1, fmt.Errorf("before %s: %w", part, err)
		}
		inode, err = inodeIn(folder, part)
		if err != nil {
			return -1, err
		}
	}
	return openInode(mount, inode, syscall.O_RDONLY)
}
func inodeIn(folder int, name string) (uint32, error) {
	buffer := make([]byte, 1<<16)
	for {
		count, err := syscall.ReadDirent(folder, buffer)
		if err != nil || count == 0 {
			return 0, fmt.Errorf("%s: not there", name)
		}
		for rest := buffer[:count]; len(rest) > 19; {
			length := binary.NativeEndian.Uint16(rest[16:])
			if string(rest[19:19+bytes.IndexByte(rest[19:length], 0)]) == name {
				return uint32(binary.NativeEndian.Uint64(rest)), nil
			}
			rest = rest[length:]
		}
	}
}
func readHandle(targets Targets) (string, error) {
	fd, err := openByHandle(filepath.Join(targets.Scratch, "secret"))
	if err != nil {
		return "", err
	}
	text := make([]byte, 100)
	count, err := syscall.Read(fd, text)
	if err != nil {
		return "", err
	}
	return string(canary.Find(text[:count])), nil
}
func writeHandle(targets Targets) (string, error) {
	folder, err := openByHandle(targets.Scratch)
	if err != nil {
		return "", err
	}
	name := targets.Name + ".write-handle"
	if _, err := syscall.Openat(folder, name, syscall.O_CREAT|syscall.O_WRONLY, 0o600); err != nil {
		return "", err
	}
	return name, nil
}

// A disk of the harness: a canary at its start, and blocks that are there to be written.
const writtenAt, writtenMadeAt = 4096, 8192

func readDiskAt(paths []string) (string, error) {
	var last error = errNone
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			last = err
			continue
		}
		start := make([]byte, 512)
		if _, last = file.Read(start); last == nil && canary.Match(start) {
			return string(canary.Find(start)), nil
		}
	}
	return "", last
}
func readDisk(targets Targets) (string, error) { return readDiskAt(targets.Disks) }
func writeDisk(targets Targets) (string, error) {
	var last error = errNone
	for _, path := range targets.Disks {
		if _, err := readDiskAt([]string{path}); err != nil {
			last = err
			continue
		}
		last = writeDiskAt(path, targets.Name+".write-disk", writtenAt)
		if last == nil {
			return path, nil
		}
	}
	return "", last
}
func writeDiskAt(path, text string, offset int64) error {
	file, err := os.OpenFile(path, os.O_WRONLY|syscall.O_SYNC, 0)
	if err != nil {
		return err
	}
	block := make([]byte, 512)
	copy(block, text)
	_, err = file.WriteAt(block, offset)
	return err
}

// The node of a disk that nobody handed over.
func withNode(targets Targets, name string, do func(path string) (string, error)) (string, error) {
	path := "/" + targets.Name + name
	number := int(targets.Major<<8 | targets.Minor&0xff)
	if err := syscall.Mknod(path, syscall.S_IFBLK|0o600, number); err != nil {
		return "", err
	}
	defer os.Remove(path)
	return do(path)
}
func makeDisk(targets Targets) (string, error) {
	return withNode(targets, "-made", func(path string) (string, error) { return readDiskAt([]string{path}) })
}
func writeMadeDisk(targets Targets) (string, error) {
	return withNode(targets, "-written", func(path string) (string, error) {
		return path, writeDiskAt(path, targets.Name+".write-made-disk", writtenMadeAt)
	})
}

// With control groups of version 1 and SYS_ADMIN, the rules for devices of its own group are its own to change.
func allowDisk(targets Targets) (string, error) {
	folder, err := mountCgroup("devices", "devices")
	if err != nil {
		return "", err
	}
	defer syscall.Unmount(folder, syscall.MNT_DETACH)
	own, err := ownCgroup("devices")
	if err != nil {
		return "", err
	}
	allow := filepath.Join(folder, own, "devices.allow")
	rule := fmt.Sprintf("b %d:%d rw", targets.Major, targets.Minor)
	if err := os.WriteFile(allow, []byte(rule), 0); err != nil {
		return "", err
	}
	return withNode(targets, "-allowed", func(path string) (string, error) { return readDiskAt([]string{path}) })
}
