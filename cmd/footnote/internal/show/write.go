package show

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// write writes the picture of a page, the n-th picture counted from 0, and returns the file
// name. It replaces only the file that the user named with out; further pages get new files
// beside it.
func write(png []byte, paper string, page, n int, out string) (string, error) {
	if out != "" && n == 0 {
		return out, os.WriteFile(out, png, 0o644)
	}
	if out != "" {
		ending := filepath.Ext(out)
		out = fmt.Sprintf("%s-p%d%s", strings.TrimSuffix(out, ending), page, ending)
		return out, create(out, png)
	}
	base := fmt.Sprintf("%s-p%d", fileName(paper), page)
	for try := 1; ; try++ {
		name := base + ".png"
		if try > 1 {
			name = fmt.Sprintf("%s-%d.png", base, try)
		}
		err := create(name, png)
		if errors.Is(err, fs.ErrExist) && try < maxTries {
			continue
		}
		return name, err
	}
}

// create writes a new file. If the file exists, the error is [fs.ErrExist].
func create(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// maxTries is the maximum number of pictures of one page in a directory.
const maxTries = 1000

// fileName strips a name of its directory and extension and makes it a valid file name.
func fileName(name string) string {
	name = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	const most = 60 // characters
	if runes := []rune(name); len(runes) > most {
		name = string(runes[:most])
	}
	if strings.Trim(name, ". ") == "" {
		return "page"
	}
	return name
}
