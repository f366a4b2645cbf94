package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"footnote/bot/metrics"
)

type versionCommand struct{}

type versionJSON struct {
	Version  string `json:"version"`
	Go       string `json:"go"`
	Revision string `json:"revision"`
	Embedder string `json:"embedder"`
}

func (versionCommand) Run(a *app) error {
	b := build()
	v := versionJSON{Version: b.Version, Go: b.Go, Revision: b.Revision, Embedder: a.Embedder}
	if a.JSON {
		return a.out.JSON(v)
	}
	return a.print(fmt.Sprintf("footnote %s\n%s\nrevision %s\nembedder %s\n", v.Version, v.Go, v.Revision, v.Embedder))
}

// build describes how the program was built.
func build() metrics.Build {
	b := metrics.Build{Version: programVersion(), Revision: "unknown", Go: runtime.Version()}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				b.Revision = s.Value
			}
		}
	}
	return b
}

func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "unknown"
	}
	return info.Main.Version
}
