package archive

import (
	"context"
	"encoding/xml"
	"path"
	"strings"
)

// A Relation says that a part of an Office document belongs to another.
type Relation struct {
	ID     string
	Kind   string // the last word of its type: "styles", "worksheet"
	Target string // name in the archive
}

// Relations are those of the part of that name, to parts inside the archive; of the
// archive itself where the name is empty.
func (a *Zip) Relations(ctx context.Context, part string) ([]Relation, error) {
	folder, base := path.Split(part)
	var all []Relation
	err := a.Walk(ctx, folder+"_rels/"+base+".rels", func(_ *XML, token xml.Token) error {
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || Attribute(e, "TargetMode") == "External" {
			return nil
		}
		target := Attribute(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = folder + target
		}
		all = append(all, Relation{Attribute(e, "Id"), path.Base(Attribute(e, "Type")), strings.TrimPrefix(path.Clean("/"+target), "/")})
		return nil
	})
	return all, err
}

// Related is the first part of that kind, or otherwise where there is none.
func Related(all []Relation, kind, otherwise string) string {
	for _, r := range all {
		if r.Kind == kind {
			return r.Target
		}
	}
	return otherwise
}

// Properties are what an Office document says of itself: by element, "title",
// "creator", "created". part is where they are.
func (a *Zip) Properties(ctx context.Context, part string) (map[string]string, error) {
	element := ""
	values := map[string]string{}
	err := a.Walk(ctx, part, func(_ *XML, token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			element = t.Name.Local
		case xml.EndElement:
			element = ""
		case xml.CharData:
			if len(values[element])+len(t) < MaxTag {
				values[element] += string(t)
			}
		}
		return nil
	})
	for name, value := range values {
		values[name] = strings.TrimSpace(value)
	}
	return values, err
}
