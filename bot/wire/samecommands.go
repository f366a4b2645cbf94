package wire

import (
	"encoding/json"
	"reflect"

	"github.com/bwmarrin/discordgo"
)

// SameCommands reports whether the registered commands are those that the bot wants. Discord
// adds ids and versions, and leaves out what is empty.
func SameCommands(want, have []*discordgo.ApplicationCommand) bool {
	if len(want) != len(have) {
		return false
	}
	byName := map[string]any{}
	for _, c := range have {
		byName[c.Name] = essence(c)
	}
	for _, c := range want {
		if !reflect.DeepEqual(byName[c.Name], essence(c)) {
			return false
		}
	}
	return true
}

// essence returns the fields of a command that the bot sets, as decoded JSON.
func essence(c *discordgo.ApplicationCommand) any {
	encoded, err := json.Marshal(c)
	var fields map[string]any
	if err != nil || json.Unmarshal(encoded, &fields) != nil {
		return nil
	}
	for _, theirs := range []string{"id", "application_id", "guild_id", "version", "default_permission", "dm_permission", "nsfw"} {
		delete(fields, theirs)
	}
	return drop(fields)
}

// drop removes what is null, false or empty.
func drop(v any) any {
	switch v := v.(type) {
	case map[string]any:
		kept := map[string]any{}
		for name, value := range v {
			if value = drop(value); value != nil {
				kept[name] = value
			}
		}
		if len(kept) == 0 {
			return nil
		}
		return kept
	case []any:
		var kept []any
		for _, value := range v {
			kept = append(kept, drop(value))
		}
		if len(kept) == 0 {
			return nil
		}
		return kept
	case string:
		if v == "" {
			return nil
		}
	case bool:
		if !v {
			return nil
		}
	}
	return v
}
