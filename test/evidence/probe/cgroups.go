// Control groups of version 1, whose owner outside of namespaces may have the kernel start a program:
// https://docs.kernel.org/admin-guide/cgroup-v1/cgroups.html
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Writes what is there already: the kernel asks for SYS_ADMIN when it is written, not when it is opened.
func releaseAgentFile(targets Targets) (string, error) {
	var last error = errNone
	for _, system := range append([]string{"/sys"}, targets.Systems...) {
		for _, pattern := range []string{"fs/cgroup/*/release_agent", "*/release_agent"} {
			files, _ := filepath.Glob(filepath.Join(system, pattern))
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err == nil {
					err = rewrite(file, text)
				}
				if err == nil {
					return file, nil
				}
				last = err
			}
		}
	}
	return "", last
}
func rewrite(path string, text []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	if len(text) == 0 {
		text = []byte("\n")
	}
	_, err = file.Write(text)
	return err
}

// In a hierarchy of control groups of its own, so that no other's setting changes.
// https://docs.kernel.org/admin-guide/cgroup-v1/cgroups.html
func releaseAgent(targets Targets) (string, error) {
	upper, err := upperFolder()
	if err != nil {
		return "", err
	}
	place := "/" + targets.Name + "-agent"
	if err := os.MkdirAll(place, 0o755); err != nil {
		return "", err
	}
	proof := filepath.Join(targets.Scratch, targets.Name+".release-agent")
	if err := copyProgram(filepath.Join(place, "agent")); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(place, "agent.path"), []byte(proof), 0o644); err != nil {
		return "", err
	}
	folder, err := mountCgroup("none,name="+targets.Name, targets.Name)
	if err != nil {
		return "", err
	}
	defer syscall.Unmount(folder, syscall.MNT_DETACH)
	if err := os.WriteFile(filepath.Join(folder, "release_agent"), []byte(filepath.Join(upper, place, "agent")), 0); err != nil {
		return "", err
	}
	child := filepath.Join(folder, "child")
	if err := os.Mkdir(child, 0o755); err != nil {
		return "", err
	}
	defer os.Remove(child)
	if err := os.WriteFile(filepath.Join(child, "notify_on_release"), []byte("1"), 0); err != nil {
		return "", err
	}
	if err := passThrough(child); err != nil {
		return "", err
	}
	time.Sleep(300 * time.Millisecond)
	return proof, nil
}

// A process that was in the group and ends there.
func passThrough(child string) error {
	command := exec.Command("/probe", "wait")
	waiting, release, err := os.Pipe()
	if err != nil {
		return err
	}
	command.Stdin = waiting
	if err := command.Start(); err != nil {
		return err
	}
	err = os.WriteFile(filepath.Join(child, "cgroup.procs"), []byte(fmt.Sprint(command.Process.Pid)), 0)
	release.Close()
	waiting.Close()
	_ = command.Wait()
	return err
}
func copyProgram(path string) error {
	text, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o755)
}

// Started by the kernel, outside of all containers.
func runAgent(program string) {
	path, err := os.ReadFile(program + ".path")
	report(err)
	report(writeProof(string(path)))
}

// Where the host keeps what this container writes, as its mounts tell.
func upperFolder() (string, error) {
	text, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return "", err
	}
	for _, line := range strings.Split(string(text), "\n") {
		words := strings.Fields(line)
		if len(words) < 5 || words[4] != "/" {
			continue
		}
		for _, option := range strings.Split(words[len(words)-1], ",") {
			if folder, found := strings.CutPrefix(option, "upperdir="); found {
				return folder, nil
			}
		}
	}
	return "", errors.New("the root of the container does not tell where it lies")
}
func mountCgroup(options, name string) (string, error) {
	folder := "/cgroup-" + name
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	return folder, syscall.Mount("cgroup", folder, "cgroup", 0, options)
}
func ownCgroup(controller string) (string, error) {
	text, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return "", err
	}
	for _, line := range strings.Split(string(text), "\n") {
		parts := strings.SplitN(line, ":", 3)
		if len(parts) == 3 && parts[1] == controller {
			return parts[2], nil
		}
	}
	return "", errNone
}
