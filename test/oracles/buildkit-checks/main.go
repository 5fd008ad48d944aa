// Asks BuildKit's own checks (docker build --check) about Dockerfiles: one text as JSON a line on standard input, one
// answer a line: the rule and the line of each warning, and what is in the way of building at all. Base images are
// taken for empty ones that have a PATH, so that nothing is fetched.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerui"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

const baseConfig = `{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin:/bin"]},` +
	`"rootfs":{"type":"layers","diff_ids":[]}}`

type emptyImages struct{}

func (emptyImages) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	return ref, digest.FromString(ref), []byte(baseConfig), nil
}

type warning struct {
	Rule string `json:"rule"`
	Line int32  `json:"line"`
}
type answer struct {
	Warnings []warning `json:"warnings"`
	Error    string    `json:"error,omitempty"`
}

func check(text []byte) answer {
	platform := ocispecs.Platform{OS: "linux", Architecture: "amd64"}
	sources := llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", text)
	sources.Definition = &llb.Definition{}
	found, err := dockerfile2llb.DockerfileLint(context.Background(), text, dockerfile2llb.ConvertOpt{
		Config:         dockerui.Config{BuildPlatforms: []ocispecs.Platform{platform}},
		SourceMap:      sources,
		MetaResolver:   emptyImages{},
		TargetPlatform: &platform,
	})
	if err != nil {
		return answer{Error: err.Error()}
	}
	told := answer{Warnings: []warning{}}
	if found.Error != nil {
		told.Error = found.Error.Message
	}
	for _, one := range found.Warnings {
		var line int32
		if len(one.Location.Ranges) > 0 {
			line = one.Location.Ranges[0].Start.Line
		}
		told.Warnings = append(told.Warnings, warning{Rule: one.RuleName, Line: line})
	}
	return told
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var text string
		if err := json.Unmarshal(lines.Bytes(), &text); err != nil {
			panic(err)
		}
		if err := out.Encode(check([]byte(text))); err != nil {
			panic(err)
		}
	}
	if err := lines.Err(); err != nil {
		panic(err)
	}
}
