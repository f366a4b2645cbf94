package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestCommandRules(t *testing.T) {
	n := &recorder{TB: t}
	_, b := connect(t, n, Options{}, noIntents)
	many := func(count int, one func(i int) any) []any {
		list := []any{}
		for i := range count {
			list = append(list, one(i))
		}
		return list
	}
	plain := func(i int) any { return opt(optionString, fmt.Sprint("o", i)) }
	choice := func(i int) any { return object{"name": fmt.Sprint("c", i), "value": fmt.Sprint(i)} }
	long := strings.Repeat("長", 100)
	for name, c := range map[string]struct {
		command object
		refused bool
	}{
		"a library":            {library(), false},
		"chinese names":        {chat("提問", []any{opt(3, "問題", object{"name_localizations": object{"en-US": "question"}})}), false},
		"permissions":          {chat("x", nil, object{"default_member_permissions": "32"}), false},
		"25 options":           {chat("x", many(25, plain)), false},
		"25 choices":           {chat("x", []any{opt(3, "o", object{"choices": many(25, choice)})}), false},
		"a long description":   {chat("x", nil, object{"description": long}), false},
		"a message command":    {object{"name": "Add to library", "type": 3}, false},
		"upper case":           {chat("Ask", nil), true},
		"a space":              {chat("library add", nil), true},
		"33 characters":        {chat(strings.Repeat("x", 33), nil), true},
		"localized upper case": {chat("x", nil, object{"name_localizations": object{"en-US": "X"}}), true},
		"an unknown locale":    {chat("x", nil, object{"name_localizations": object{"xx": "x"}}), true},
		"no description":       {chat("x", nil, object{"description": ""}), true},
		"too long":             {chat("x", nil, object{"description": long + "x"}), true},
		"26 options":           {chat("x", many(26, plain)), true},
		"26 choices":           {chat("x", []any{opt(3, "o", object{"choices": many(26, choice)})}), true},
		"choice of 101":        {chat("x", []any{opt(3, "o", object{"choices": []any{object{"name": "c", "value": long + "x"}}})}), true},
		"choice of text":       {chat("x", []any{opt(4, "o", object{"choices": []any{object{"name": "c", "value": "c"}}})}), true},
		"required after":       {chat("x", []any{opt(3, "a"), opt(3, "b", required)}), true},
		"twice":                {chat("x", []any{opt(3, "a"), opt(4, "a")}), true},
		"twice in Chinese":     {chat("x", []any{opt(3, "a", object{"name_localizations": object{"zh-TW": "甲"}}), opt(4, "b", object{"name_localizations": object{"zh-TW": "甲"}})}), true},
		"option after sub":     {chat("x", []any{opt(1, "a"), opt(3, "b")}), true},
		"sub after option":     {chat("x", []any{opt(3, "b"), opt(1, "a")}), true},
		"three levels":         {chat("x", []any{opt(1, "a", with(opt(1, "b")))}), true},
		"a group in a group":   {chat("x", []any{opt(2, "a", with(opt(2, "b", with(opt(1, "c")))))}), true},
		"an option in a group": {chat("x", []any{opt(2, "a", with(opt(3, "b")))}), true},
		"choices and typing":   {chat("x", []any{opt(3, "a", object{"autocomplete": true, "choices": many(2, choice)})}), true},
		"typing for a file":    {chat("x", []any{opt(11, "a", object{"autocomplete": true})}), true},
		"length of a number":   {chat("x", []any{opt(4, "a", object{"max_length": 3})}), true},
		"permissions in words": {chat("x", nil, object{"default_member_permissions": "MANAGE_GUILD"}), true},
		"permissions a number": {chat("x", nil, object{"default_member_permissions": 32}), true},
		"a menu's description": {object{"name": "Add to library", "type": 3, "description": "adds"}, true},
		"a menu's options":     {object{"name": "Add to library", "type": 3, "options": []any{opt(3, "a")}}, true},
		"8000 characters": {chat("x", many(25, func(i int) any {
			return opt(3, fmt.Sprint("o", i), object{"choices": many(25, func(i int) any { return object{"name": fmt.Sprint("choice ", i), "value": fmt.Sprint("value ", i)} })})
		})), true},
	} {
		if flaw := commandFlaw(t, c.command); (flaw != "") != c.refused {
			t.Errorf("%s: without the OpenAPI file, the flaw is %q", name, flaw)
		}
		if !c.refused {
			put(t, b, 200, c.command)
			n.expect()
			continue
		}
		t.Log(name)
		put(t, b, 400, c.command)
		n.expect("commands")
	}
}

// commandFlaw says what is wrong with a command according to the fake's own rules.
func commandFlaw(t *testing.T, command object) string {
	t.Helper()
	raw, err := json.Marshal(command)
	var fields object
	if err == nil {
		err = json.Unmarshal(raw, &fields)
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := read(fields)
	if err != nil {
		return err.Error()
	}
	return c.flaw()
}

func TestRegistering(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, noIntents)
	first := put(t, b, 200, chat("ask", nil, object{"default_member_permissions": "32"}), object{"name": "ask", "type": 3})["list"].([]any)
	ask := first[0].(object)
	if ask["default_member_permissions"] != "32" || ask["nsfw"] != false || ask["type"] != 1.0 || ask["application_id"] != d.Self().ID {
		t.Errorf("the registered command is %v", ask)
	}
	plain := put(t, b, 200, object{"name": "ask", "description": "asks"})["list"].([]any)[0].(object)
	if plain["id"] != ask["id"] || plain["default_member_permissions"] != nil || fmt.Sprint(plain["contexts"]) != "[0 1]" || fmt.Sprint(plain["integration_types"]) != "[0]" {
		t.Errorf("the command that replaced it is %v", plain)
	}
	put(t, b, 400, chat("help", nil), chat("Bad", nil))
	put(t, b, 400, chat("help", nil), chat("help", nil))
	crowd := []any{}
	for i := range 101 {
		crowd = append(crowd, chat(fmt.Sprint("c", i), nil))
	}
	put(t, b, 400, crowd...)
	menus := []any{}
	for i := range 16 {
		menus = append(menus, object{"name": fmt.Sprint("c", i), "type": 3})
	}
	put(t, b, 400, menus...)
	n.expect("Bad", "twice", "Maximum", "Maximum")
	if list := d.Commands(); len(list) != 1 || list[0]["name"] != "ask" {
		t.Errorf("a refused request changed the commands: %v", list)
	}
	put(t, b, 200, crowd[:100]...)
	if status, _ := b.Do("POST", "/applications/1/commands", chat("one-more", nil)); status != 400 {
		t.Errorf("the 101st command: %d", status)
	}
	if status, got := b.Do("POST", "/applications/1/commands", chat("c7", nil, object{"description": "changed"})); status != 200 || got["description"] != "changed" {
		t.Errorf("changing one of 100 commands: %d %v", status, got)
	}
	n.expect("Maximum")
}
