package archive

import (
	"context"
	"encoding/xml"
	"path"
	"strings"
)

// A Relation links one part of an Office document to another.
type Relation struct {
	ID     string
	Kind   string // the last word of its type, such as "styles" or "worksheet"
	Target string // the name of the other part in the archive
}

// Relations returns the relations of the part with that name to other parts of the archive. If
// part is "", it returns those of the archive itself.
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

// Related returns the first part related by kind, or otherwise if there is none.
func Related(all []Relation, kind, otherwise string) string {
	for _, r := range all {
		if r.Kind == kind {
			return r.Target
		}
	}
	return otherwise
}

// Properties returns the properties of an Office document by element, such as "title",
// "creator" and "created". part is the part that contains them.
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
