// The engine's own interface, over its socket: https://docs.docker.com/reference/api/engine/
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"
)

func ask(socket, method, path string, body any) (string, error) {
	client := http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			return net.DialTimeout("unix", socket, time.Second)
		},
	}}
	sent, err := json.Marshal(body)
	if err != nil {
		return "", err
	}
	request, err := http.NewRequest(method, "http://engine"+path, bytes.NewReader(sent))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err == nil && response.StatusCode >= 400 {
		err = fmt.Errorf("%s: %s", response.Status, text)
	}
	return string(text), err
}

// The first of the sockets that answers.
func findEngine(targets Targets) (string, error) {
	var last error = errNone
	for _, socket := range targets.Sockets {
		if _, last = ask(socket, "GET", "/_ping", nil); last == nil {
			return socket, nil
		}
	}
	return "", last
}

// What every container on the engine was started with, secrets in its arguments included.
func engineList(targets Targets) (string, error) {
	socket, err := findEngine(targets)
	if err != nil {
		return "", err
	}
	text, err := ask(socket, "GET", "/containers/json", nil)
	if err != nil {
		return "", err
	}
	return strings.Join(canary.FindAllString(text, -1), " "), nil
}

// A sibling with the namespaces of the host, which says where it is.
func engineRoot(targets Targets) (string, error) {
	socket, err := findEngine(targets)
	if err != nil {
		return "", err
	}
	limited := targets
	limited.Name += ".sibling"
	inside, err := json.Marshal(limited)
	if err != nil {
		return "", err
	}
	text, err := ask(socket, "POST", "/containers/create?name="+targets.Name+"-sibling", map[string]any{
		"Image": targets.Image, "Entrypoint": []string{"/probe", "way", "enter-namespaces"},
		"Env": []string{"TARGETS=" + string(inside)}, "User": "0",
		"HostConfig": map[string]any{"Privileged": true, "PidMode": "host", "NetworkMode": "none", "UsernsMode": "host"},
	})
	if err != nil {
		return "", err
	}
	var made struct{ ID string }
	if err := json.Unmarshal([]byte(text), &made); err != nil {
		return "", err
	}
	defer ask(socket, "DELETE", "/containers/"+made.ID+"?force=1", nil)
	if _, err := ask(socket, "POST", "/containers/"+made.ID+"/start", nil); err != nil {
		return "", err
	}
	_, err = ask(socket, "POST", "/containers/"+made.ID+"/wait", nil)
	return filepath.Join(targets.Scratch, limited.Name+".enter-namespaces"), err
}

// Another name for an image is what the next container of that name runs.
func engineTag(targets Targets) (string, error) {
	socket, err := findEngine(targets)
	if err != nil {
		return "", err
	}
	_, err = ask(socket, "POST", "/images/"+targets.Image+"/tag?repo="+targets.Name+"&tag=planted", nil)
	return targets.Name + ":planted", err
}
