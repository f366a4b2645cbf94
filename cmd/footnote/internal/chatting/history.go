package chatting

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"footnote/cmd/footnote/internal/prompt"
	"footnote/cmd/footnote/internal/term"
	"footnote/rag"
)

const (
	historyName = "chat-history.jsonl"
	lockSuffix  = ".lock"
	// maxKept is the number of questions kept. The file is trimmed once it holds half as many
	// again.
	maxKept = 1000
	// maxFile is how many bytes are read from the end of the file: enough for maxKept questions
	// of the greatest length.
	maxFile = 8 << 20
	// lockWait is how long to wait for another conversation to release the file.
	lockWait = time.Second
)

// A history is the file of questions asked on a terminal, one JSON string per line, oldest
// first. Several conversations may use it at the same time.
type history struct {
	path  string
	count int // lines in the file, as far as this conversation knows
}

// historyPath returns the path of the file: in the data folder or, if a database server keeps
// the data, in the user's directory for program state. It is empty if neither exists.
func historyPath(folder string, variable func(name string) string) string {
	if folder == "" {
		folder = stateHome(variable)
	}
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, historyName)
}

// stateHome returns the program's directory for expendable state: that of the XDG Base
// Directory Specification, or the system's equivalent.
func stateHome(variable func(name string) string) string {
	var home string
	var err error
	switch {
	case runtime.GOOS == "windows":
		home, err = os.UserCacheDir()
	case runtime.GOOS == "darwin" || runtime.GOOS == "ios":
		home, err = os.UserConfigDir()
	case filepath.IsAbs(variable("XDG_STATE_HOME")):
		home = variable("XDG_STATE_HOME")
	default:
		home, err = os.UserHomeDir()
		home = filepath.Join(home, ".local", "state")
	}
	if err != nil {
		return ""
	}
	return filepath.Join(home, "footnote")
}

// open opens the history for this conversation's questions and returns the kept ones. It
// returns none if history is off.
func (c *Conversation) open(wanted bool) (past []string) {
	if !wanted || c.history.path == "" {
		return nil
	}
	c.keeping = true
	past, damaged, err := c.history.read()
	if err == nil && damaged > 0 {
		damaged, err = c.history.mend()
	}
	switch {
	case err != nil:
		c.unkept(err)
	case damaged == 1:
		c.note("one line of %s could not be read and was removed", c.history.path)
	case damaged > 0:
		c.note("%d lines of %s could not be read and were removed", damaged, c.history.path)
	}
	return past
}

// keep stores a question for later conversations.
func (c *Conversation) keep(line string) {
	if !c.keeping || prompt.IsPrivate(line) || len(line) > utf8Max*rag.MaxQuestion {
		return
	}
	if err := c.history.add(strings.TrimSpace(line)); err != nil {
		c.unkept(err)
	}
}

// utf8Max is the maximum number of bytes per character.
const utf8Max = 4

// unkept turns the history off and says why.
func (c *Conversation) unkept(err error) {
	c.keeping = false
	c.note("questions are not kept: %s", err)
}

// read returns the kept questions and the number of damaged lines.
func (h *history) read() (past []string, damaged int, err error) {
	raw, err := h.lines()
	if err != nil {
		return nil, 0, err
	}
	h.count = len(raw)
	for _, line := range raw {
		question, ok := readLine(line)
		if !ok {
			damaged++
			continue
		}
		past = append(past, term.Clean(question))
	}
	return past[max(0, len(past)-maxKept):], damaged, nil
}

func readLine(line []byte) (question string, ok bool) {
	err := json.Unmarshal(line, &question)
	return question, err == nil
}

// mend removes damaged lines from the file and returns their number. It reads the file again,
// because another conversation may have been writing a line.
func (h *history) mend() (damaged int, err error) {
	err = h.alone(func() error {
		all, err := h.lines()
		if err != nil {
			return err
		}
		good := slices.DeleteFunc(slices.Clone(all), func(line []byte) bool {
			_, ok := readLine(line)
			return !ok
		})
		if damaged = len(all) - len(good); damaged == 0 {
			return nil
		}
		return h.rewrite(good)
	})
	return damaged, err
}

// lines returns the lines of the file, or none if the file does not exist.
func (h *history) lines() ([][]byte, error) {
	if err := h.check(); err != nil {
		return nil, err
	}
	f, err := os.Open(h.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	skipped := info.Size() - maxFile
	if skipped > 0 {
		if _, err := f.Seek(skipped, io.SeekStart); err != nil {
			return nil, err
		}
	}
	all, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return nil, err
	}
	lines := bytes.Split(bytes.TrimSuffix(all, []byte("\n")), []byte("\n"))
	if skipped > 0 {
		lines = lines[1:] // the first line is incomplete
	}
	if len(all) == 0 {
		return nil, nil
	}
	return lines, nil
}

// check rejects anything but a regular file: opening a pipe would block, and a link could lead
// to any file.
func (h *history) check() error {
	info, err := os.Lstat(h.path)
	if err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a plain file", h.path)
	}
	return nil
}

// add stores a question. It is called before the question is answered, so that none is lost.
func (h *history) add(question string) error {
	line, err := json.Marshal(question)
	if err != nil {
		return err
	}
	return h.alone(func() error {
		if err := h.check(); err != nil {
			return err
		}
		if err := appendLine(h.path, line); err != nil {
			return err
		}
		if h.count++; h.count > maxKept+maxKept/2 {
			return h.trim()
		}
		return nil
	})
}

// appendLine appends a line. If the last line was not written to its end, the new one still
// begins on a line of its own.
func appendLine(path string, line []byte) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" { // others could read it
		if err := f.Chmod(0o600); err != nil {
			return err
		}
	}
	line = append(line, '\n')
	var last [1]byte
	if n, _ := f.ReadAt(last[:], info.Size()-1); n == 1 && last[0] != '\n' {
		line = append([]byte{'\n'}, line...)
	}
	_, err = f.Write(line)
	return err
}

// trim keeps only the newest lines.
func (h *history) trim() error {
	all, err := h.lines()
	if err != nil {
		return err
	}
	return h.rewrite(all[max(0, len(all)-maxKept):])
}

// rewrite replaces the file by one with these lines.
func (h *history) rewrite(all [][]byte) error {
	f, err := os.CreateTemp(filepath.Dir(h.path), historyName+".*") // created readable by its owner only
	if err != nil {
		return err
	}
	var text []byte
	for _, line := range all {
		text = append(append(text, line...), '\n')
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), h.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	h.count = len(all)
	return nil
}

// remove deletes all kept questions and reports whether there were any. It also deletes
// temporary files of rewrite, which stay if a conversation is killed.
func (h *history) remove() (some bool, err error) {
	files, err := h.files()
	if err != nil || len(files) == 0 {
		return false, err
	}
	err = h.alone(func() error {
		h.count = 0
		if err := h.check(); err != nil {
			return err
		}
		files, err := h.files()
		if err != nil {
			return err
		}
		for _, path := range files {
			if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		return nil
	})
	return true, err
}

// files returns the files that hold questions: the history, and temporary files of rewrite.
func (h *history) files() (all []string, err error) {
	if h.path == "" {
		return nil, nil
	}
	folder := filepath.Dir(h.path)
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, entry := range entries {
		name := entry.Name()
		if name == historyName || strings.HasPrefix(name, historyName+".") && name != historyName+lockSuffix {
			all = append(all, filepath.Join(folder, name))
		}
	}
	return all, err
}

// alone calls do while holding the file's lock.
func (h *history) alone(do func() error) (err error) {
	if err := os.MkdirAll(filepath.Dir(h.path), 0o700); err != nil {
		return err
	}
	lock := flock.New(h.path+lockSuffix, flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	if _, err := lock.TryLockContext(ctx, 10*time.Millisecond); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("another program keeps %s to itself", h.path)
		}
		return err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	return do()
}
