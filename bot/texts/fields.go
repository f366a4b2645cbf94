package texts

import (
	"reflect"
	"strings"
	"unicode"
)

// Builtin returns the texts of a language by key, such as no_article and too_many.articles,
// with places for the names of commands, which [Names] fills in.
func Builtin(locale string) map[string]string {
	all := map[string]string{}
	each(builtin(locale), func(key string, text string, _ func(string)) { all[key] = text })
	return all
}

// put sets the texts with the given keys.
func put(t *Texts, named map[string]string) {
	each(t, func(key, _ string, set func(string)) {
		if text, ok := named[key]; ok {
			set(text)
		}
	})
	for key, text := range named {
		if english, ok := strings.CutPrefix(key, errorKey); ok {
			if t.Errors == nil {
				t.Errors = Errors{}
			}
			t.Errors[english] = text
		}
	}
}

// rewrite changes all texts.
func rewrite(t *Texts, change func(string) string) {
	each(t, func(_, text string, set func(string)) { set(change(text)) })
}

// each visits all texts but those of errors, whose keys are their English.
func each(t *Texts, visit func(key, text string, set func(string))) {
	visitFields("", reflect.ValueOf(t).Elem(), visit)
}

func visitFields(prefix string, v reflect.Value, visit func(key, text string, set func(string))) {
	for i := range v.NumField() {
		field, of := v.Field(i), v.Type().Field(i)
		key := prefix + snake(of.Name)
		switch {
		case field.Type() == reflect.TypeFor[Errors]() || !of.IsExported():
		case of.Anonymous:
			visitFields(prefix, field, visit)
		case field.Kind() == reflect.String:
			visit(key, field.String(), field.SetString)
		case field.Kind() == reflect.Map:
			visitMap(key, field, visit)
		}
	}
}

func visitMap(key string, m reflect.Value, visit func(key, text string, set func(string))) {
	for _, k := range m.MapKeys() {
		visit(key+"."+keyOf(k.String()), m.MapIndex(k).String(), func(text string) { m.SetMapIndex(k, reflect.ValueOf(text)) })
	}
}

// keyOf returns the form that a key of a map has in the key of a text.
func keyOf(name string) string {
	if name == "" {
		return "page"
	}
	return strings.ReplaceAll(name, " ", "_")
}

// snake converts the name of a field to snake case: NoArticle becomes no_article.
func snake(name string) string {
	var out strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 && !unicode.IsUpper(rune(name[i-1])) {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}
