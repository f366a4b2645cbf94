package discordtest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// manager returns a command for members with MANAGE_GUILD.
func manager(name string, more ...object) object {
	return chat(name, nil, append([]object{{"default_member_permissions": "32"}}, more...)...)
}

func TestPermissions(t *testing.T) {
	d, b := connect(t, t, Options{}, noIntents, manager("library"), chat("ask", nil), chat("admin", nil, object{"default_member_permissions": "0"}),
		object{"name": "Add to library", "type": 3, "default_member_permissions": "32"}, manager("both", object{"default_member_permissions": "40"}))
	g, other := d.Guild("reading room"), d.Guild("elsewhere")
	room := g.Channel("general")
	alice, bob, carol := d.Person("alice", "en-US"), d.Person("bob", "en-US"), d.Person("carol", "en-US")
	alice.Grant(g, "MANAGE_GUILD")
	carol.Grant(g, "ADMINISTRATOR")
	m := bob.Say(room, "a text")
	tries := func(p *Person, at *Channel) string {
		got := ""
		for _, name := range []string{"library", "ask", "admin", "both", "Add to library"} {
			var err error
			var i *Interaction
			if name == "Add to library" {
				i, err = p.TryMessageCommand(m, name)
			} else {
				i, err = p.TrySlash(at, name)
			}
			switch {
			case err == nil:
				i.Excuse()
				b.Next("INTERACTION_CREATE")
				got += name + " "
			case !errors.Is(err, ErrHidden):
				t.Errorf("%s: %v", name, err)
			}
		}
		return got
	}
	for who, c := range map[string]struct {
		p    *Person
		at   *Channel
		want string
	}{
		"a manager of the server":      {alice, room, "library ask Add to library "},
		"a member":                     {bob, room, "ask "},
		"an administrator":             {carol, room, "library ask admin both Add to library "},
		"a manager of another server":  {alice, other.Channel("general"), "ask Add to library "},
		"a member, in direct messages": {bob, bob.DM(), "library ask admin both "},
	} {
		if diff := cmp.Diff(c.want, tries(c.p, c.at)); diff != "" {
			t.Errorf("%s: %s", who, diff)
		}
	}
	g.Override("library")
	if got := tries(bob, room); got != "library ask " {
		t.Errorf("a member, after an override: %s", got)
	}
	if _, err := bob.TrySlash(other.Channel("general"), "library"); !errors.Is(err, ErrHidden) {
		t.Errorf("the override affects another server: %v", err)
	}
}

func TestMemberOfAnInteraction(t *testing.T) {
	d, b := connect(t, t, Options{}, allIntents, chat("ask", nil))
	g := d.Guild("reading room")
	room, alice := g.Channel("general"), d.Person("alice", "en-US")
	seen := func() (permissions string, roles []any) {
		alice.Slash(room, "ask").Excuse()
		member := b.Next("INTERACTION_CREATE")["member"].(object)
		return member["permissions"].(string), member["roles"].([]any)
	}
	if permissions, roles := seen(); permissions != fmt.Sprint(memberPermissions) || len(roles) != 0 {
		t.Errorf("a member without roles has %s %v", permissions, roles)
	}
	readers := g.Role("readers", "MANAGE_MESSAGES")
	alice.Join(g, readers, readers)
	alice.Join(g)
	if permissions, roles := seen(); permissions != fmt.Sprint(memberPermissions|1<<13) || !cmp.Equal(roles, []any{readers.ID}) {
		t.Errorf("a reader has %s %v", permissions, roles)
	}
	alice.Grant(g, "MANAGE_GUILD", "KICK_MEMBERS")
	permissions, roles := seen()
	if permissions != fmt.Sprint(memberPermissions|1<<13|1<<5|1<<1) || len(roles) != 3 {
		t.Errorf("with grants she has %s %v", permissions, roles)
	}
	alice.Say(room, "hello")
	if member := b.Next("MESSAGE_CREATE")["member"].(object); !cmp.Equal(member["roles"], any(roles)) {
		t.Errorf("the author of a message is %v", member)
	}
	if _, got := b.Do("GET", "/guilds/"+g.ID+"/members/"+alice.ID, nil); !cmp.Equal(got["roles"], any(roles)) {
		t.Errorf("the member is %v", got)
	}
	alice.Grant(g, "ADMINISTRATOR")
	if permissions, _ := seen(); permissions != "9007199254740991" {
		t.Errorf("an administrator has %s", permissions)
	}
	_, got := b.Do("GET", "/guilds/"+g.ID+"/roles", nil)
	names := []string{}
	for _, r := range got["list"].([]any) {
		names = append(names, r.(object)["name"].(string))
	}
	if diff := cmp.Diff([]string{"@everyone", "readers", "MANAGE_GUILD", "KICK_MEMBERS", "ADMINISTRATOR"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestInvalidPermissions(t *testing.T) {
	n := &recorder{TB: t}
	d := New(n, Options{})
	alice, g := d.Person("alice", "en-US"), d.Guild("reading room")
	alice.Grant(g, "MANAGE_EVERYTHING")
	alice.Join(g, d.Guild("elsewhere").Role("readers"))
	n.expect("MANAGE_EVERYTHING", "does not belong")
}

// A command is offered depending on its contexts and installations.
func TestOwners(t *testing.T) {
	d, b := connect(t, t, Options{}, noIntents, chat("everywhere", nil), chat("servers", nil, object{"contexts": []int{0}, "integration_types": []int{0}}),
		chat("accounts", nil, object{"integration_types": []int{1}}), object{"name": "default", "description": "has the defaults"})
	g := d.Guild("reading room")
	room, alice, bob := g.Channel("general"), d.Person("alice", "en-US"), d.Person("bob", "en-US")
	elsewhere := d.Guild("without the bot").Channel("general")
	elsewhere.RemoveBot()
	bob.Install()
	guild, dm := object{"0": g.ID}, object{"0": "0"}
	account := func(p *Person, also object) object {
		owners := object{"1": p.ID}
		for key, value := range also {
			owners[key] = value
		}
		return owners
	}
	for _, c := range []struct {
		p       *Person
		at      *Channel
		context float64
		want    []object // the owners; nil if the command is hidden
	}{
		{alice, room, 0, []object{guild, guild, nil, guild}},
		{bob, room, 0, []object{account(bob, guild), guild, account(bob, nil), guild}},
		{alice, alice.DM(), 1, []object{dm, nil, nil, dm}},
		{bob, bob.DM(), 1, []object{account(bob, dm), nil, account(bob, nil), dm}},
		{alice, elsewhere, 0, []object{account(alice, nil), nil, account(alice, nil), nil}},
		{bob, bob.Group("friends"), 2, []object{account(bob, nil), nil, account(bob, nil), nil}},
	} {
		for n, name := range []string{"everywhere", "servers", "accounts", "default"} {
			i, err := c.p.TrySlash(c.at, name)
			if c.want[n] == nil {
				if !errors.Is(err, ErrHidden) {
					t.Errorf("%s uses %s in %s: %v", c.p.Name, name, c.at.Name, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s cannot use %s in %s: %v", c.p.Name, name, c.at.Name, err)
				continue
			}
			i.Excuse()
			got := b.Next("INTERACTION_CREATE")
			if diff := cmp.Diff(c.want[n], got["authorizing_integration_owners"]); diff != "" || got["context"] != c.context {
				t.Errorf("%s uses %s in %s, context %v: %s", c.p.Name, name, c.at.Name, got["context"], diff)
			}
		}
	}
}

// A button has the owners of the command that its message responds to, no matter who presses it.
func TestOwnersOfButtons(t *testing.T) {
	d, b := connect(t, t, Options{}, noIntents, chat("ask", nil))
	room, alice, bob := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US"), d.Person("bob", "en-US")
	room.RemoveBot()
	i := alice.Slash(room, "ask")
	b.Answer(b.Next("INTERACTION_CREATE"), 4, object{"content": "here", "components": []any{object{"type": 1, "components": []any{
		object{"type": 2, "style": 1, "label": "More", "custom_id": "more"}, object{"type": 2, "style": 5, "label": "Read", "url": "https://example.org"},
	}}}})
	m := i.Answer("here")
	if diff := cmp.Diff([]Button{{Label: "More", CustomID: "more"}, {Label: "Read", URL: "https://example.org"}}, m.Buttons()); diff != "" {
		t.Error(diff)
	}
	bob.Click(m, "More").Excuse()
	got := b.Next("INTERACTION_CREATE")
	if diff := cmp.Diff(object{"1": alice.ID}, got["authorizing_integration_owners"]); diff != "" || got["member"].(object)["user"].(object)["id"] != bob.ID {
		t.Errorf("%v: %s", got, diff)
	}
}
