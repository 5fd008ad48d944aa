// A process to be found: it holds canaries in every place that a namespace can hide, and says when it was touched.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// One that needs no capability to listen on, also on the network of the host.
const ghostPort = 7104

// Set up from the environment, which is itself one of the places.
type held struct {
	Marker
	Tokens map[string]string `json:"tokens"`
	// Where it sends datagrams to.
	Ghosts []string `json:"ghosts"`
	// A file to write a canary to, when there should be one.
	File string `json:"file"`
	// Where it listens besides the loopback.
	Service int `json:"service"`
}

var watched [64]byte

func runMarker() {
	var state held
	report(json.Unmarshal([]byte(os.Getenv("MARKER")), &state))
	memory, err := attach(state.Key, 0o600|0o1000)
	report(err)
	copy(memory, state.Tokens["memory"])
	report(os.WriteFile("/dev/shm/"+state.Abstract, []byte(state.Tokens["shared"]), 0o600))
	if state.File != "" {
		report(os.WriteFile(state.File, []byte(state.Tokens["file"]), 0o600))
	}
	serve("tcp", fmt.Sprintf("127.0.0.1:%d", state.Port), state.Tokens["tcp"])
	serve("unix", "@"+state.Abstract, state.Tokens["abstract"])
	if state.Service != 0 {
		serve("tcp", fmt.Sprintf(":%d", state.Service), state.Tokens["service"])
	}
	go sendDatagrams(state)
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGUSR1)
	fmt.Printf("buffer %d\n", addressOf(&watched))
	before := watched
	for {
		select {
		case <-signals:
			fmt.Println("signalled")
		case <-time.After(20 * time.Millisecond):
		}
		if now := watched; now != before {
			before = now
			fmt.Printf("written %s\n", bytes.TrimRight(now[:], "\x00"))
		}
	}
}
func serve(network, address, text string) {
	listener, err := net.Listen(network, address)
	report(err)
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = connection.Write([]byte(text))
			connection.Close()
		}
	}()
}

// To addresses that nobody has, or to itself; one after the other asks who has its address.
func sendDatagrams(state held) {
	for _, ghost := range state.Ghosts {
		go sendTo(ghost, state.Tokens["datagram"])
		time.Sleep(230 * time.Millisecond)
	}
}
func sendTo(ghost, text string) {
	for ; ; time.Sleep(50 * time.Millisecond) {
		connection, err := net.Dial("udp", net.JoinHostPort(ghost, fmt.Sprint(ghostPort)))
		if err != nil {
			continue
		}
		_, _ = connection.Write([]byte(text))
		connection.Close()
	}
}
