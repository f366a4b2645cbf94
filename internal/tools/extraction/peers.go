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

// maxPeers bounds the time that a peer may take for all pages.
const maxPeers = 30 * time.Minute

// peers are the programs of others in Python. What one found is kept in the cache by
// its version, so that it is asked once.
func peers(ctx context.Context, c choice, sets []set) ([]reader, error) {
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
			return nil, fmt.Errorf("ask %s for the version of %s: %w", c.python, name, err)
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

// found is what a peer finds in the pages of a set, by their names.
func found(ctx context.Context, c choice, label string, s set) (map[string]string, error) {
	kept := filepath.Join(c.cache, strings.ReplaceAll(label, " ", "-")+"-"+s.name+".json")
	var texts map[string]string
	if err := readJSON(kept, &texts); err == nil {
		return texts, nil
	}
	name, _, _ := strings.Cut(label, " ")
	texts, err := ask(ctx, c.python, name, s)
	if err != nil {
		return nil, fmt.Errorf("have %s read the set %s: %w", label, s.name, err)
	}
	data, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	return texts, os.WriteFile(kept, data, 0o644)
}

// ask sends pages to the script, a line each, and reads a line back for each.
func ask(ctx context.Context, python, name string, s set) (map[string]string, error) {
	ctx, cancel := context.WithTimeout(ctx, maxPeers)
	defer cancel()
	var input, trouble bytes.Buffer
	lines := json.NewEncoder(&input)
	for _, p := range s.pages {
		if err := lines.Encode(map[string]any{"name": p.name, "data": p.data}); err != nil {
			return nil, err
		}
	}
	command := exec.CommandContext(ctx, python, "-c", script, name)
	command.Stdin, command.Stderr = &input, &trouble
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, strings.TrimSpace(trouble.String()))
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
