// Loads Compose projects with the reference implementation and prints what it makes of them.
//
// One request a line on standard input, one answer a line on standard output.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/sirupsen/logrus"
)

type request struct {
	// Folder of the project; files are relative to it. None means that Compose looks for them.
	Dir         string            `json:"dir"`
	Files       []string          `json:"files"`
	Environment map[string]string `json:"environment"`
	Profiles    []string          `json:"profiles"`
}

type answer struct {
	Project json.RawMessage `json:"project,omitempty"`
	// Keys of SSH agents by service: the reference implementation writes them as JSON that is none.
	SSH   map[string][]string `json:"ssh,omitempty"`
	Error string              `json:"error,omitempty"`
}

func main() {
	logrus.SetOutput(io.Discard)
	dotenv.RegisterFormat("raw", parseRaw)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked request
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			fail(err)
		}
		if err := out.Encode(load(asked)); err != nil {
			fail(err)
		}
	}
	if err := lines.Err(); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func load(asked request) (found answer) {
	defer func() {
		if crash := recover(); crash != nil {
			found = answer{Error: fmt.Sprint("panic: ", crash)}
		}
	}()
	files := []string{}
	for _, file := range asked.Files {
		files = append(files, asked.Dir+"/"+file)
	}
	given := []string{}
	for name, value := range asked.Environment {
		given = append(given, name+"="+value)
	}
	// Some paths of included files are looked up from where Compose runs.
	if err := os.Chdir(asked.Dir); err != nil {
		return answer{Error: err.Error()}
	}
	options, err := cli.NewProjectOptions(files,
		cli.WithWorkingDirectory(asked.Dir),
		cli.WithEnv(given),
		cli.WithEnvFiles(),
		cli.WithDotEnv,
		cli.WithConfigFileEnv,
		cli.WithDefaultConfigPath,
		cli.WithProfiles(asked.Profiles),
	)
	if err != nil {
		return answer{Error: err.Error()}
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return answer{Error: err.Error()}
	}
	return write(project)
}

func write(project *types.Project) answer {
	ssh := map[string][]string{}
	for name, service := range project.Services {
		if service.Build == nil || len(service.Build.SSH) == 0 {
			continue
		}
		for _, key := range service.Build.SSH {
			ssh[name] = append(ssh[name], key.ID+"="+key.Path)
		}
		service.Build.SSH = nil
		project.Services[name] = service
	}
	text, err := project.MarshalJSON()
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Project: text, SSH: ssh}
}

// The format `raw`, which Docker Compose registers as github.com/docker/cli/pkg/kvfile reads it.
func parseRaw(r io.Reader, filename string, vars map[string]string, lookup func(string) (string, bool)) error {
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		line := lines.Text()
		if number == 1 {
			line = strings.TrimPrefix(line, "\uFEFF")
		}
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, valued := strings.Cut(line, "=")
		if name == "" {
			return fmt.Errorf("%s: no variable name on line %d", filename, number)
		}
		if strings.ContainsAny(name, " \t") {
			return fmt.Errorf("%s: variable %q contains whitespaces", filename, name)
		}
		if !valued {
			if value, valued = lookup(name); !valued {
				continue
			}
		}
		vars[name] = value
	}
	return lines.Err()
}
