// Asks BuildKit's own parser about Dockerfiles: one JSON string a line on standard input, one answer a line.
// With the argument `words`, lines are {"word", "escape", "env"} and answers what the word expands to.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

type heredoc struct {
	Name    string `json:"name"`
	Content string `json:"content"`
	Expand  bool   `json:"expand"`
	Chomp   bool   `json:"chomp"`
}
type instruction struct {
	Keyword string   `json:"keyword"`
	Flags   []string `json:"flags"`
	// Absent where the arguments are no JSON.
	Json     *[]string `json:"json,omitempty"`
	Start    int       `json:"start"`
	End      int       `json:"end"`
	Heredocs []heredoc `json:"heredocs"`
}
type stage struct {
	Base     string `json:"base"`
	Name     string `json:"name"`
	Platform string `json:"platform"`
	Commands int    `json:"commands"`
}
type answer struct {
	Error        string        `json:"error,omitempty"`
	Escape       string        `json:"escape"`
	Instructions []instruction `json:"instructions"`
	// Absent where the instructions themselves are refused.
	Stages  []stage `json:"stages,omitempty"`
	Refused string  `json:"refused,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var said any
		if len(os.Args) > 1 && os.Args[1] == "words" {
			said = expand(in.Bytes())
		} else {
			var text string
			if err := json.Unmarshal(in.Bytes(), &text); err != nil {
				panic(err)
			}
			said = ask(text)
		}
		line, err := json.Marshal(said)
		if err != nil {
			panic(err)
		}
		out.Write(append(line, '\n'))
	}
}

func ask(text string) answer {
	parsed, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		return answer{Error: err.Error(), Instructions: []instruction{}}
	}
	said := answer{Escape: string(parsed.EscapeToken), Instructions: []instruction{}}
	for _, node := range parsed.AST.Children {
		one := instruction{
			Keyword:  strings.ToUpper(node.Value),
			Flags:    node.Flags,
			Start:    node.StartLine,
			End:      node.EndLine,
			Heredocs: []heredoc{},
		}
		if one.Flags == nil {
			one.Flags = []string{}
		}
		if node.Attributes["json"] && one.Keyword != "HEALTHCHECK" && one.Keyword != "ONBUILD" {
			words := []string{}
			for next := node.Next; next != nil; next = next.Next {
				words = append(words, next.Value)
			}
			one.Json = &words
		}
		for _, doc := range node.Heredocs {
			content := doc.Content
			if doc.Chomp {
				content = parser.ChompHeredocContent(content)
			}
			one.Heredocs = append(one.Heredocs, heredoc{doc.Name, content, doc.Expand, doc.Chomp})
		}
		said.Instructions = append(said.Instructions, one)
	}
	stages, _, err := instructions.Parse(parsed.AST, nil)
	if err != nil {
		said.Refused = err.Error()
		return said
	}
	for _, one := range stages {
		said.Stages = append(said.Stages, stage{one.BaseName, one.Name, one.Platform, len(one.Commands)})
	}
	return said
}

type expansion struct {
	Text  string `json:"text"`
	Error string `json:"error,omitempty"`
}

func expand(line []byte) expansion {
	var asked struct {
		Word   string   `json:"word"`
		Escape string   `json:"escape"`
		Env    []string `json:"env"`
	}
	if err := json.Unmarshal(line, &asked); err != nil {
		panic(err)
	}
	lex := shell.NewLex([]rune(asked.Escape)[0])
	text, _, err := lex.ProcessWord(asked.Word, shell.EnvsFromSlice(asked.Env))
	if err != nil {
		return expansion{Error: err.Error()}
	}
	return expansion{Text: text}
}
