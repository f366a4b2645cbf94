package main

import (
	"bytes"
	_ "embed"
	"html/template"
)

//go:embed page.html
var layout string

// page returns a scene as an HTML page of the given width in pixels.
func (s scene) page(width int) ([]byte, error) {
	t, err := template.New("page").Parse(layout)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, struct {
		scene
		Width int
	}{s, width})
	return out.Bytes(), err
}
