package questions

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"

	"footnote/corpus/doc"
)

// ofYAML reads a list of questions, or a mapping with such a list under "questions".
func ofYAML(path string, raw []byte) (set Set, err error) {
	if len(raw) > doc.MaxBytes {
		return set, &Error{Path: path, Err: fmt.Errorf("is larger than %d MiB", doc.MaxBytes>>20)}
	}
	loader, err := yaml.NewLoader(bytes.NewReader(raw))
	for err == nil {
		var document yaml.Node
		if err = loader.Load(&document); err == nil {
			err = set.take(path, &document)
		}
	}
	if errors.Is(err, io.EOF) {
		return set, nil
	}
	if _, ours := errors.AsType[*Error](err); !ours {
		err = unloaded(path, err)
	}
	return set, err
}

// unloaded says where a file is not valid YAML.
func unloaded(path string, err error) error {
	bad, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		return &Error{Path: path, Err: err}
	}
	err = fmt.Errorf("is no YAML: %s", bad.Message)
	if strings.Contains(bad.Message, "tab") {
		err = errors.New("is indented with a tab, where YAML has spaces")
	}
	return &Error{path, fmt.Sprintf(":%d", max(bad.Mark.Line, 1)), err}
}

// take adds the questions of one document.
func (s *Set) take(path string, n *yaml.Node) error {
	for n.Kind == yaml.DocumentNode && len(n.Content) == 1 {
		n = n.Content[0]
	}
	if n.Kind == yaml.MappingNode && len(n.Content) == 2 && n.Content[0].Value == "questions" {
		n = n.Content[1]
	}
	if n.Kind != yaml.SequenceNode {
		return &Error{path, at(n), errors.New("is not a list of questions")}
	}
	for _, item := range n.Content {
		value, err := plain(item)
		if err != nil {
			return &Error{path, at(item), err}
		}
		raw, err := json.Marshal(value)
		if err != nil {
			return &Error{path, at(item), err}
		}
		q, err := decode(raw)
		if err != nil {
			return &Error{path, at(item), err}
		}
		q.Position = fmt.Sprintf("line %d", item.Line)
		s.Questions = append(s.Questions, q)
	}
	return nil
}

func at(n *yaml.Node) string { return fmt.Sprintf(":%d", max(n.Line, 1)) }

// plain converts a node to plain values, with every scalar as the text in the file. An alias
// may only refer to a scalar, since aliases to lists could nest without end.
func plain(n *yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.ScalarNode:
		return n.Value, nil
	case yaml.AliasNode:
		if n.Alias.Kind == yaml.ScalarNode {
			return n.Alias.Value, nil
		}
		return nil, errors.New("has an alias of more than a text; write it out")
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			value, err := plain(item)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		return list, nil
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			value, err := plain(n.Content[i+1])
			if err != nil {
				return nil, err
			}
			name := n.Content[i].Value
			if _, there := object[name]; there {
				return nil, fmt.Errorf("has %s twice: is a dash or a line end missing?", name)
			}
			object[name] = value
		}
		return object, nil
	}
	return nil, errors.New("is not a question")
}
