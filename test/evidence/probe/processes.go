// Processes of the host and of other containers, and the namespaces that they are in.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"unsafe"
)

// Folders of all processes that are seen, here and in a procfs of the host.
func processFolders(targets Targets) []string {
	found := []string{}
	for _, root := range processRoots(targets) {
		found = append(found, filepath.Dir(root))
	}
	return found
}
func canariesIn(targets Targets, file string) (string, error) {
	found := [][]byte{}
	for _, folder := range processFolders(targets) {
		text, err := os.ReadFile(filepath.Join(folder, file))
		if err == nil && !bytes.Contains(text, []byte("TARGETS=")) {
			found = append(found, canary.FindAll(text, -1)...)
		}
	}
	if len(found) == 0 {
		return "", errNone
	}
	return string(bytes.Join(found, []byte(" "))), nil
}
func seeArguments(targets Targets) (string, error)   { return canariesIn(targets, "cmdline") }
func seeEnvironment(targets Targets) (string, error) { return canariesIn(targets, "environ") }

// Marker processes, by their arguments, of this procfs only: their numbers hold for no other.
func markers() map[string]int {
	found := map[string]int{}
	for _, folder := range processFolders(Targets{}) {
		text, err := os.ReadFile(filepath.Join(folder, "cmdline"))
		words := strings.Split(string(text), "\x00")
		if err != nil || len(words) < 3 || words[1] != "marker" {
			continue
		}
		number, _ := strconv.Atoi(filepath.Base(folder))
		found[words[2]] = number
	}
	return found
}
func eachMarker(do func(role string, process int) error) (string, error) {
	done := []string{}
	var last error = errNone
	for role, process := range markers() {
		if last = do(role, process); last == nil {
			done = append(done, role)
		}
	}
	if len(done) == 0 {
		return "", last
	}
	return strings.Join(done, " "), nil
}
func sendSignal(Targets) (string, error) {
	return eachMarker(func(_ string, process int) error { return syscall.Kill(process, syscall.SIGUSR1) })
}

// Into a buffer of the marker that it watches: needs what attaching a debugger needs.
func writeMemory(targets Targets) (string, error) {
	return eachMarker(func(role string, process int) error {
		text := []byte(targets.Name)
		address := targets.Host.Buffer
		if role == "peer" {
			address = targets.Peer.Buffer
		}
		local := syscall.Iovec{Base: &text[0], Len: uint64(len(text))}
		remote := struct{ base, length uint64 }{address, uint64(len(text))}
		_, _, errno := syscall.Syscall6(sysProcessVMWrite, uintptr(process), uintptr(unsafe.Pointer(&local)), 1,
			uintptr(unsafe.Pointer(&remote)), 1, 0)
		if errno == 0 {
			return nil
		}
		memory, err := os.OpenFile(fmt.Sprintf("/proc/%d/mem", process), os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = memory.WriteAt(text, int64(address))
		return err
	})
}

// Into the namespaces of the first process of the host, and there writes which ones it is in.
func enterNamespaces(targets Targets) (string, error) {
	var last error = errNone
	for _, proc := range append([]string{"/proc"}, targets.Procs...) {
		if last = enter(targets, filepath.Join(proc, "1", "ns")); last == nil {
			return proc, nil
		}
	}
	return "", last
}
func enter(targets Targets, folder string) error {
	if here, _ := os.Readlink("/proc/self/ns/mnt"); here != "" {
		if there, err := os.Readlink(filepath.Join(folder, "mnt")); err != nil {
			return err
		} else if here == there {
			return errors.New("it is this container's own")
		}
	}
	runtime.LockOSThread()
	if err := syscall.Unshare(syscall.CLONE_FS); err != nil {
		return err
	}
	namespaces := []*os.File{}
	for _, name := range []string{"pid", "net", "ipc", "uts", "mnt"} {
		file, err := os.Open(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		namespaces = append(namespaces, file)
	}
	program, err := os.Open("/proc/self/exe")
	if err != nil {
		return err
	}
	for _, file := range namespaces {
		if _, _, errno := syscall.Syscall(sysSetns, file.Fd(), 0, 0); errno != 0 {
			return fmt.Errorf("%s: %w", file.Name(), errno)
		}
	}
	path := filepath.Join(targets.Scratch, targets.Name+".enter-namespaces")
	process, err := os.StartProcess(fmt.Sprintf("/proc/self/fd/%d", keep(program)), []string{"probe", "proof", path},
		&os.ProcAttr{Files: []*os.File{nil, os.Stderr, os.Stderr}})
	if err != nil {
		return err
	}
	state, err := process.Wait()
	if err == nil && !state.Success() {
		err = errors.New(state.String())
	}
	return err
}

// Without the flag that closes it when another program is started.
func keep(file *os.File) int {
	fd, _ := syscall.Dup(int(file.Fd()))
	return fd
}

// Which user and namespaces whoever calls this is in, for the harness to compare with its own.
func writeProof(path string) error {
	text := fmt.Sprintf("uid=%d\n", os.Geteuid())
	for _, name := range []string{"pid", "mnt", "net", "user"} {
		link, err := os.Readlink("/proc/self/ns/" + name)
		if err != nil {
			return err
		}
		text += link + "\n"
	}
	return os.WriteFile(path, []byte(text), 0o600)
}

// A copy of this program that root of the image owns, with the setuid bit.
func setuid(Targets) (string, error) {
	if os.Getuid() == 0 {
		return "", errors.New("it is root already")
	}
	said, err := exec.Command("/setuid-probe", "euid").Output()
	if err == nil && string(said) != "0" {
		err = fmt.Errorf("the program ran as %s", said)
	}
	return string(said), err
}
