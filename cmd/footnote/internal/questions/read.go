package questions

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"footnote/corpus/doc"
)

// maxBytes is the maximum size of a questions file. An export of a long thread has some
// megabytes.
const maxBytes = 256 << 20

// A Set holds the questions of a file or of an export.
type Set struct {
	Questions []Question
	Threads   int // number of threads with a question; 0 if the file is not an export
	Left      int // files of an export that are not threads, or in which nobody wrote anything
}

// Read reads the questions of a file, of standard input ([doc.Stdin]), or of a folder with an
// export. An invalid file results in an [*Error] or a [*doc.Error].
func Read(path string, stdin io.Reader) (Set, error) {
	if path != doc.Stdin {
		info, err := os.Stat(path)
		if err != nil {
			return Set{}, doc.OpenError(path, err)
		}
		if info.IsDir() {
			return readFolder(path)
		}
	}
	raw, err := readAll(path, stdin)
	if err != nil {
		return Set{}, err
	}
	set, err := parse(path, raw)
	if err == nil && len(set.Questions) == 0 {
		err = &Error{Path: path, Err: errors.New("has no question")}
		if set.Threads+set.Left > 0 {
			err = &Error{Path: path, Err: errors.New("is the export of a channel, and questions are read from threads: export the threads, each as a file of its own")}
		}
	}
	return set, err
}

func readAll(path string, stdin io.Reader) ([]byte, error) {
	from := stdin
	if path != doc.Stdin {
		f, err := os.Open(path)
		if err != nil {
			return nil, doc.OpenError(path, err)
		}
		defer f.Close()
		from = f
	}
	raw, err := io.ReadAll(io.LimitReader(from, maxBytes+1))
	switch {
	case err != nil:
		return nil, doc.OpenError(path, err)
	case len(raw) > maxBytes:
		return nil, &Error{Path: path, Err: fmt.Errorf("is larger than %d MiB", maxBytes>>20)}
	}
	return bytes.TrimPrefix(raw, []byte("\ufeff")), nil
}

// parse determines the format of a file by its extension or, if that does not tell, by how the
// file begins.
func parse(path string, raw []byte) (Set, error) {
	switch ending := strings.ToLower(filepath.Ext(path)); {
	case ending == ".yaml" || ending == ".yml":
		return ofYAML(path, raw)
	case ending == ".jsonl" || ending == ".ndjson":
		return ofLines(path, raw)
	}
	switch start := bytes.TrimSpace(raw); {
	case bytes.HasPrefix(start, []byte("{")):
		if e, ok := asExport(raw); ok {
			return e.set(), nil
		}
		return ofLines(path, raw)
	case bytes.HasPrefix(start, []byte("[")):
		return ofArray(path, raw)
	}
	return ofYAML(path, raw)
}

// ofLines reads one JSON value per line.
func ofLines(path string, raw []byte) (set Set, err error) {
	number := 0
	for line := range bytes.Lines(raw) {
		number++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		q, err := decode(line)
		if err != nil {
			return set, &Error{path, fmt.Sprintf(":%d", number), err}
		}
		q.Position = fmt.Sprintf("line %d", number)
		set.Questions = append(set.Questions, q)
	}
	return set, nil
}

// ofArray reads a JSON array.
func ofArray(path string, raw []byte) (set Set, err error) {
	var all []json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return set, &Error{Path: path, Err: err}
	}
	for i, one := range all {
		q, err := decode(one)
		if err != nil {
			return set, &Error{path, fmt.Sprintf("#%d", i+1), err}
		}
		q.Position = fmt.Sprintf("question %d", i+1)
		set.Questions = append(set.Questions, q)
	}
	return set, nil
}

// readFolder reads the threads of an export, one per file. Several files may belong to the same
// thread.
func readFolder(folder string) (Set, error) {
	var threads threads
	left := 0
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return doc.OpenError(path, err)
		}
		if d.IsDir() || !strings.EqualFold(filepath.Ext(path), ".json") {
			return nil
		}
		raw, err := readAll(path, nil)
		if err != nil {
			return err
		}
		if e, ok := asExport(raw); ok && e.isThread() {
			threads.add(e)
		} else {
			left++
		}
		return nil
	})
	set := threads.set()
	set.Left += left
	if err == nil && len(set.Questions) == 0 {
		err = &Error{Path: folder, Err: errors.New("has no thread of an export: DiscordChatExporter writes one file of JSON for each")}
	}
	return set, err
}
