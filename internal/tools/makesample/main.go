// Command makesample writes sample files into a folder: articles in all formats or, with
// --hostile, files that are made to harm the programs that read them.
//
//	go run ./internal/tools/makesample [--zip FILE] [--hostile] DIR
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"

	"footnote/internal/samples"
)

func main() {
	err := run(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "makesample:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("makesample", flag.ContinueOnError)
	flags.SetOutput(out)
	archive := flags.String("zip", "", "also write the files as one zip archive to `FILE`")
	hostile := flags.Bool("hostile", false, "write the hostile files instead; two of them are a gigabyte in size")
	flags.Usage = func() {
		fmt.Fprintln(out, "makesample writes sixteen articles, each in a format of its own, into DIR.\n\nusage: makesample [--zip FILE] [--hostile] DIR")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		flags.Usage()
		return errors.New("name one folder")
	}
	folder := flags.Arg(0)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if *hostile {
		return writeHostile(folder)
	}
	files := samples.Folder()
	maps.Copy(files, samples.Formats())
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			return err
		}
	}
	if *archive == "" {
		return nil
	}
	return os.WriteFile(*archive, samples.Archive(files), 0o644)
}

func writeHostile(folder string) error {
	for _, h := range samples.Hostile() {
		f, err := os.Create(filepath.Join(folder, h.Name))
		if err != nil {
			return err
		}
		if err := errors.Join(h.Write(f), f.Close()); err != nil {
			return err
		}
	}
	return nil
}
