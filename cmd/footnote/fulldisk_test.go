//go:build linux

package main

import (
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/library/store"
)

// A disk that fills up while the bot runs: what cannot be kept is told to who asked, and
// said in the log with the id of what was asked; the bot answers on, and the figures have it.
func TestServeFullDisk(t *testing.T) {
	t.Parallel()
	giveEngine(t)
	d := discordtest.New(t, discordtest.Options{Window: time.Millisecond, Unlimited: true, Patience: patience, AckWithin: patience})
	data := t.TempDir()
	db, err := store.OpenLibrary(t.Context(), filepath.Join(data, "footnote.db"))
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	mounted(t, data)
	home := d.Guild("home")
	room, alice := home.Channel("general"), d.Person("alice", "en-US")
	alice.Grant(home, "MANAGE_GUILD")
	address := freeAddress(t)
	bot := launch(t, d, data, "--embedder", "none", "--listen", address)
	awaitCommands(d)
	if says := succeed(t, "healthcheck", "--listen", address, "--ready"); says != "ready\n" {
		t.Errorf("it is %q", says)
	}
	add := func(name string, size int) *discordtest.Interaction {
		file := discordtest.File{Name: name, Type: "text/markdown", Data: []byte(own + strings.Repeat("海邊的燈塔照亮了港口。", size))}
		return alice.Slash(room, "library add", discordtest.Option{Name: "file", Value: file})
	}
	add("own.md", 0).Answer("✅ Added")
	fill(t, data)
	failed := add("larger.md", 20_000)
	failed.Answer("❌")
	alice.Slash(room, "ask", question("燈塔高幾公尺?")).Answer("四十二公尺")
	if figures := fetched(t, "http://"+address+"/metrics"); strings.Contains(figures, `footnote_database_errors_total{reason="no_space"} 0`) || !strings.Contains(figures, `footnote_build_info{`) {
		t.Errorf("the figures say nothing of it:\n%.3000s", figures)
	}
	bot.interrupt(t, d)
	found := false
	for line := range strings.Lines(bot.log.String()) {
		found = found || strings.Contains(line, `"msg":"an addition failed"`) && strings.Contains(line, "full") && strings.Contains(line, `"id":"`+failed.ID+`"`)
	}
	if !found {
		t.Errorf("no line says so:\n%.3000s", bot.log.String())
	}
}

// freeAddress is one of this machine that nobody listens at.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func fetched(t *testing.T, address string) string {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
