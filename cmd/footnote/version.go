package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCommand struct{}

type versionJSON struct {
	Version  string `json:"version"`
	Go       string `json:"go"`
	Revision string `json:"revision"`
	Embedder string `json:"embedder"`
}

func (versionCommand) Run(a *app) error {
	v := versionJSON{Version: programVersion(), Go: runtime.Version(), Revision: "unknown", Embedder: a.Embedder}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				v.Revision = s.Value
			}
		}
	}
	if a.JSON {
		return a.out.JSON(v)
	}
	return a.print(fmt.Sprintf("footnote %s\n%s\nrevision %s\nembedder %s\n", v.Version, v.Go, v.Revision, v.Embedder))
}

func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "unknown"
	}
	return info.Main.Version
}
