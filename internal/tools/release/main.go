// Command release builds the files of a release. For each supported system, it makes an
// archive of a static binary and the licences of everything in it, and a software bill of
// materials. It also writes the checksums of all files.
//
//	go run ./internal/tools/release [--out DIR] [--targets OS/PROCESSOR,…] [--uncommitted] [--no-sbom]
//
// The same revision makes the same archives, byte for byte. Each binary that this machine can
// run is started once; the others are listed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

// A target is a system and a processor, such as linux/arm64.
type target struct{ system, processor string }

func (t target) String() string { return t.system + "/" + t.processor }

const targets = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	flags.SetOutput(out)
	folder := flags.String("out", "dist", "write the files to `DIR`; it is created if it does not exist, and must be empty")
	wanted := flags.String("targets", targets, "build for these `targets`")
	changed := flags.Bool("uncommitted", false, "allow uncommitted changes")
	noBill := flags.Bool("no-sbom", false, "do not write software bills of materials; they need the network")
	if err := flags.Parse(args); err != nil {
		return err
	}
	all, err := parse(*wanted)
	if err != nil {
		return err
	}
	r, err := readRevision(ctx, *changed)
	if err != nil {
		return err
	}
	if err := emptyFolder(*folder); err != nil {
		return err
	}
	var files, notTried []string
	for _, t := range all {
		made, how, err := release(ctx, t, r, *folder, !*noBill)
		if err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
		if how != started {
			notTried = append(notTried, t.String())
		}
		fmt.Fprintf(out, "%s: %s; %s\n", t, strings.Join(made, ", "), how)
		files = append(files, made...)
	}
	if err := writeChecksums(*folder, files); err != nil {
		return err
	}
	if len(notTried) > 0 {
		fmt.Fprintf(out, "not started on this machine: %s\n", strings.Join(notTried, ", "))
	}
	return nil
}

// release makes the files of a target in folder. how says whether its binary was started.
func release(ctx context.Context, t target, r revision, folder string, bill bool) (files []string, how string, err error) {
	name := fmt.Sprintf("footnote_%s_%s_%s", r.version, t.system, t.processor)
	binary, err := build(ctx, t, r)
	if err != nil {
		return nil, "", err
	}
	defer os.RemoveAll(filepath.Dir(binary))
	if how, err = start(ctx, t, binary); err != nil {
		return nil, "", err
	}
	contents, err := gather(ctx, t, binary)
	if err != nil {
		return nil, "", err
	}
	archive := name + ".tar.gz"
	if t.system == "windows" {
		archive = name + ".zip"
	}
	if err := pack(filepath.Join(folder, archive), name, contents, r.at); err != nil {
		return nil, "", err
	}
	files = append(files, archive)
	if bill {
		if err := writeBill(ctx, binary, r, filepath.Join(folder, name+".cdx.json")); err != nil {
			return nil, "", err
		}
		files = append(files, name+".cdx.json")
	}
	return files, how, nil
}

func parse(list string) (all []target, err error) {
	for word := range strings.SplitSeq(list, ",") {
		system, processor, ok := strings.Cut(word, "/")
		if !ok || system == "" || processor == "" {
			return nil, fmt.Errorf("%q is not a target; targets are written as linux/arm64", word)
		}
		all = append(all, target{system, processor})
	}
	return all, nil
}

// emptyFolder creates a folder, or checks that an existing one is empty.
func emptyFolder(name string) error {
	if err := os.MkdirAll(name, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(name)
	if err == nil && len(entries) > 0 {
		err = fmt.Errorf("%s is not empty: name another folder with --out, or remove it", name)
	}
	return err
}
