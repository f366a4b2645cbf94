package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

//go:embed peers.py
var script string

// peerTimeout is how long a peer may take for all pages of a set.
const peerTimeout = 30 * time.Minute

// peers returns the other programs, which are written in Python. What each version of them
// finds is cached, so that it runs only once.
func peers(ctx context.Context, c options, sets []set) ([]reader, error) {
	if c.python == "" {
		return nil, nil
	}
	if c.cache == "" {
		c.cache = filepath.Join(c.folder, ".peers")
	}
	if err := os.MkdirAll(c.cache, 0o755); err != nil {
		return nil, err
	}
	var all []reader
	for _, name := range []string{"readability-lxml", "trafilatura"} {
		version, err := exec.CommandContext(ctx, c.python, "-c", "import sys,importlib.metadata as m;print(m.version(sys.argv[1]))", name).Output()
		if err != nil {
			return nil, fmt.Errorf("%s: find the version of %s: %w", c.python, name, err)
		}
		label := name + " " + strings.TrimSpace(string(version))
		texts := map[string]map[string]string{}
		for _, s := range sets {
			texts[s.name], err = found(ctx, c, label, s)
			if err != nil {
				return nil, err
			}
		}
		all = append(all, reader{label, func(_ context.Context, set string, p page) string { return texts[set][p.name] }})
	}
	return all, nil
}

// found returns the texts that a peer finds in the pages of a set, by the names of the pages.
func found(ctx context.Context, c options, label string, s set) (map[string]string, error) {
	cached := filepath.Join(c.cache, strings.ReplaceAll(label, " ", "-")+"-"+s.name+".json")
	var texts map[string]string
	if err := readJSON(cached, &texts); err == nil {
		return texts, nil
	}
	name, _, _ := strings.Cut(label, " ")
	texts, err := ask(ctx, c.python, name, s)
	if err != nil {
		return nil, fmt.Errorf("read the set %[2]s with %[1]s: %[3]w", label, s.name, err)
	}
	data, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	return texts, os.WriteFile(cached, data, 0o644)
}

// ask sends the pages to the script, one per line, and reads one line back for each.
func ask(ctx context.Context, python, name string, s set) (map[string]string, error) {
	ctx, cancel := context.WithTimeout(ctx, peerTimeout)
	defer cancel()
	var input, errs bytes.Buffer
	lines := json.NewEncoder(&input)
	for _, p := range s.pages {
		if err := lines.Encode(map[string]any{"name": p.name, "data": p.data}); err != nil {
			return nil, err
		}
	}
	command := exec.CommandContext(ctx, python, "-c", script, name)
	command.Stdin, command.Stderr = &input, &errs
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, strings.TrimSpace(errs.String()))
	}
	texts := map[string]string{}
	scanner := bufio.NewScanner(bytes.NewReader(output))
	scanner.Buffer(nil, len(output)+1)
	for scanner.Scan() {
		var line struct{ Name, Text string }
		if err := json.Unmarshal(scanner.Bytes(), &line); err != nil {
			return nil, err
		}
		texts[line.Name] = line.Text
	}
	return texts, scanner.Err()
}
