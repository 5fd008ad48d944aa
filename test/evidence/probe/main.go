// What a program inside a container can do past it, by documented features of the kernel and the engine only, with
// canaries that harm nothing. `probe try` tries every way and prints what it got, as JSON; `probe marker` is a process
// to be found by others. Which way shows which effect, and how that is seen outside, is in ../effects.ts.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Targets is what the harness tells the probe about where to look; never what it will find there.
type Targets struct {
	Name string `json:"name"`
	// Folder of the host that is in no mount of its own, with a file `secret` in it.
	Scratch string `json:"scratch"`
	// Folders of canaries as the container sees them.
	Folders []string `json:"folders"`
	// Where a disk of the host would be in the container, and its numbers.
	Disks []string `json:"disks"`
	Major uint32   `json:"major"`
	Minor uint32   `json:"minor"`
	// Where engine sockets would be.
	Sockets []string `json:"sockets"`
	Image   string   `json:"image"`
	// Where a procfs and a sysfs of the host would be.
	Procs      []string `json:"procs"`
	Systems    []string `json:"systems"`
	Shared     string   `json:"shared"`
	Propagated string   `json:"propagated"`
	Host       Marker   `json:"host"`
	Peer       Marker   `json:"peer"`
	Ghosts     []string `json:"ghosts"`
	Bundles    []string `json:"bundles"`
	Services   []string `json:"services"`
}

// Marker says where a marker process can be found, and what it holds.
type Marker struct {
	Port     int    `json:"port"`
	Abstract string `json:"abstract"`
	Key      int    `json:"key"`
	Buffer   uint64 `json:"buffer"`
}

type way func(Targets) (string, error)

type answer struct {
	Got   string `json:"got,omitempty"`
	Error string `json:"error,omitempty"`
}

var errNone = errors.New("nothing found")
var canary = regexp.MustCompile(`canary-[a-z]+-[0-9a-f]{16}`)

func main() {
	switch {
	case filepath.Base(os.Args[0]) == "agent":
		runAgent(os.Args[0])
	case len(os.Args) < 2:
		os.Exit(2)
	case os.Args[1] == "try":
		tryAll()
	case os.Args[1] == "way":
		tryOne(os.Args[2])
	case os.Args[1] == "wait":
		_, _ = io.ReadAll(os.Stdin)
	case os.Args[1] == "marker":
		runMarker()
	case os.Args[1] == "proof":
		report(writeProof(os.Args[2]))
	case os.Args[1] == "euid":
		fmt.Print(os.Geteuid())
	case os.Args[1] == "write":
		report(os.WriteFile(os.Args[2], []byte("written"), 0o644))
	}
}
func report(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func readTargets() Targets {
	var targets Targets
	report(json.Unmarshal([]byte(os.Getenv("TARGETS")), &targets))
	return targets
}

// Each in a process of its own and under a time limit: what one way does to its own namespaces is nothing to the next.
// Those that change what the whole container may do or has come at the end, one after the other.
func tryAll() {
	answers := map[string]answer{}
	var lock sync.Mutex
	var running sync.WaitGroup
	slots := make(chan struct{}, 6)
	for name := range ways {
		if slices.Contains(lastWays, name) {
			continue
		}
		running.Add(1)
		go func() {
			defer running.Done()
			slots <- struct{}{}
			one := start(name)
			<-slots
			lock.Lock()
			answers[name] = one
			lock.Unlock()
		}()
	}
	running.Wait()
	for _, name := range lastWays {
		answers[name] = start(name)
	}
	report(json.NewEncoder(os.Stdout).Encode(answers))
}

var lastWays = []string{"release-agent", "take-address", "allow-disk"}

func start(name string) answer {
	limit, cancel := context.WithTimeout(context.Background(), 6*time.Second)
	defer cancel()
	child := exec.CommandContext(limit, "/proc/self/exe", "way", name)
	if _, err := os.Stat("/probe"); err == nil {
		child.Path = "/probe"
	}
	var said, failed strings.Builder
	child.Stdout, child.Stderr = &said, &failed
	if err := child.Run(); err != nil {
		return answer{Error: strings.TrimSpace(failed.String() + " " + err.Error())}
	}
	return answer{Got: said.String()}
}
func tryOne(name string) {
	got, err := ways[name](readTargets())
	report(err)
	fmt.Print(got)
}

var ways = map[string]way{
	"read-file": readFile, "write-file": writeFile, "read-handle": readHandle, "write-handle": writeHandle,
	"read-process-root": readProcessRoot, "write-process-root": writeProcessRoot, "write-propagated": writePropagated,
	"see-arguments": seeArguments, "see-environment": seeEnvironment, "signal": sendSignal, "write-memory": writeMemory,
	"enter-namespaces": enterNamespaces, "release-agent": releaseAgent, "core-pattern": corePattern,
	"core-pattern-mounted": corePatternMounted, "uevent-helper": ueventHelper, "sysrq": sysrq,
	"release-agent-file": releaseAgentFile,
	"read-disk":          readDisk, "write-disk": writeDisk, "make-disk": makeDisk, "write-made-disk": writeMadeDisk, "allow-disk": allowDisk,
	"engine-list": engineList, "engine-root": engineRoot, "engine-tag": engineTag,
	"loopback": loopback, "abstract": abstract, "change-network": changeNetwork, "sniff": sniff,
	"spoof-address": spoofAddress, "take-address": takeAddress, "talk": talk,
	"shared-memory": sharedMemory, "shared-memory-file": sharedMemoryFile, "read-volume": readVolume, "read-bundles": readBundles,
	"write-volume": writeVolume, "kernel-log": kernelLog, "kernel-addresses": kernelAddresses, "kernel-tables": kernelTables, "module": module,
	"ports": ports, "physical-memory": physicalMemory, "kexec": kexec, "reboot": reboot, "clock": clock, "trace": trace,
	"program": program, "accounting": accounting, "audit": audit, "host-name": hostName, "setuid": setuid,
}
