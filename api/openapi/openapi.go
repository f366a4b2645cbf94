// Package openapi generates an OpenAPI 3.1 description of an HTTP API, with schemas derived
// from Go types.
package openapi

import (
	"reflect"
	"strings"
	"time"
)

// A Route is one operation of the API.
type Route struct {
	Method, Path string // such as /things/{id}
	Name         string // of the operation, a single word
	Summary      string
	Request      reflect.Type // of the request body; nil if there is none
	Response     reflect.Type // of the response
	Event        reflect.Type // of each event of a streamed response; nil if it cannot be streamed
}

// An Info describes the API as a whole.
type Info struct {
	Title, Version, Description string
	Failure                     reflect.Type // of error responses
}

// Document returns the description, to be encoded as JSON.
func Document(info Info, routes []Route) map[string]any {
	s := schemas{}
	failure := map[string]any{"description": "Something is wrong.", "content": s.content("application/json", info.Failure)}
	paths := map[string]any{}
	for _, r := range routes {
		path, there := paths[r.Path].(map[string]any)
		if !there {
			path = map[string]any{}
			paths[r.Path] = path
		}
		content := s.content("application/json", r.Response)
		if r.Event != nil {
			content["text/event-stream"] = s.content("", r.Event)[""]
		}
		operation := map[string]any{
			"operationId": r.Name, "summary": r.Summary,
			"responses": map[string]any{"200": map[string]any{"description": "The answer.", "content": content}, "default": failure},
		}
		if r.Request != nil {
			operation["requestBody"] = map[string]any{"required": true, "content": s.content("application/json", r.Request)}
		}
		if parameters := parameters(r.Path); len(parameters) > 0 {
			operation["parameters"] = parameters
		}
		path[strings.ToLower(r.Method)] = operation
	}
	return map[string]any{
		"openapi":  "3.1.0",
		"info":     map[string]any{"title": info.Title, "version": info.Version, "description": info.Description},
		"paths":    paths,
		"security": []any{map[string]any{"token": []any{}}, map[string]any{}},
		"components": map[string]any{
			"schemas": map[string]any(s), "securitySchemes": map[string]any{"token": map[string]any{"type": "http", "scheme": "bearer"}},
		},
	}
}

// parameters returns the parameters of a path.
func parameters(path string) (all []any) {
	for part := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			all = append(all, map[string]any{"name": strings.TrimSuffix(name, "}"), "in": "path", "required": true, "schema": map[string]any{"type": "string"}})
		}
	}
	return all
}

// schemas are the schemas of named types, by name.
type schemas map[string]any

func (s schemas) content(kind string, t reflect.Type) map[string]any {
	return map[string]any{kind: map[string]any{"schema": s.of(t)}}
}

// A described type provides its own schema, because it marshals itself.
type described interface{ Schema() map[string]any }

// of returns the schema of a type.
func (s schemas) of(t reflect.Type) map[string]any {
	if d, ok := reflect.Zero(t).Interface().(described); ok && t.Kind() != reflect.Pointer {
		return d.Schema()
	}
	switch {
	case t == reflect.TypeFor[time.Time]():
		return map[string]any{"type": "string", "format": "date-time"}
	case t.String() == "json.RawMessage", t.Kind() == reflect.Interface:
		return map[string]any{}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return map[string]any{"anyOf": []any{s.of(t.Elem()), map[string]any{"type": "null"}}}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": s.of(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Float32, reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Struct:
		return s.named(t)
	}
	return map[string]any{"type": "integer"}
}

// named returns a reference to the schema of a struct.
func (s schemas) named(t reflect.Type) map[string]any {
	name := strings.ReplaceAll(t.String(), "*", "")
	if _, there := s[name]; !there {
		s[name] = nil // a type may refer to itself
		properties, required := map[string]any{}, []string{}
		s.fields(t, properties, &required)
		s[name] = map[string]any{"type": "object", "properties": properties, "required": required}
	}
	return map[string]any{"$ref": "#/components/schemas/" + name}
}

func (s schemas) fields(t reflect.Type, properties map[string]any, required *[]string) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			s.fields(f.Type, properties, required)
		case !f.IsExported() || name == "-" || name == "":
		default:
			properties[name] = s.of(f.Type)
			if !strings.Contains(options, "omitempty") {
				*required = append(*required, name)
			}
		}
	}
}
