package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/samples"
	"footnote/internal/setup"
	"footnote/library/store"
	"footnote/rag/index"
)

func question(text string) discordtest.Option {
	return discordtest.Option{Name: "question", Value: text}
}

// A server brings its own articles as one archive: they answer there, with the
// place that each sentence stands on, after a restart too, and nowhere else.
func TestServeLibrary(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Options{Window: time.Millisecond, Unlimited: true, Patience: patience, AckWithin: patience})
	data := t.TempDir()
	giveEngine(t)
	home, elsewhere := d.Guild("home"), d.Guild("elsewhere")
	room, other := home.Channel("general"), elsewhere.Channel("general")
	alice := d.Person("alice", "zh-TW")
	alice.Grant(home, "MANAGE_GUILD")

	first := launch(t, d, data)
	awaitCommands(d)
	archive := discordtest.File{Name: "articles.zip", Type: "application/zip", Data: samples.Archive(samples.Folder())}
	adding := alice.Slash(room, "library add", discordtest.Option{Name: "file", Value: archive})
	for _, title := range sampleTitles() {
		adding.Answer("已加入「" + title + "」")
	}
	for _, q := range answered() {
		answer := d.Person("who asks "+q.Question, "zh-TW").Slash(room, "ask", question(q.Question)).Answer(q.Quote)
		line := footnoted(answer.Text(), q.Quote)
		if !strings.Contains(line, sampleTitles()[q.File]) || !strings.Contains(line, q.Section) || q.Page > 0 && !strings.Contains(line, fmt.Sprintf("第 %d 頁", q.Page)) {
			t.Errorf("%s is footnoted with %q, want %+v", q.Question, line, q)
		}
	}

	asked := answered()[0]
	bob := d.Person("bob", "zh-TW")
	nothing := bob.Slash(other, "ask", question(asked.Question)).Answer("文庫還沒有文章")
	if strings.Contains(nothing.Text(), sampleTitles()[asked.File]) {
		t.Errorf("another server is told %s", nothing.Text())
	}
	offer := bob.Slash(other, "ask", question("2022年我國數據存儲量是多少?")).Answer("示範文章")
	bob.Click(offer, "用示範文章回答").Answer("724.5EB")

	first.interrupt(t, d)
	second := launch(t, d, data)
	alice.Slash(room, "ask", question(asked.Question)).Answer(asked.Quote)
	one := discordtest.Option{Name: "article", Value: sampleTitles()[asked.File]}
	alice.Slash(room, "ask", question(asked.Question), one).Answer(asked.Quote)
	one.Value = sampleTitles()[samples.Bridge]
	alice.Slash(room, "ask", question(asked.Question), one).Answer("文章裡沒有提到")
	second.interrupt(t, d)
}

// footnoted is the line under an answer that says where a quotation in it stands.
func footnoted(text, quote string) string {
	mark := ""
	for line := range strings.Lines(text) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "-# [") && mark != "" && strings.Contains(line, mark):
			return line
		case strings.Contains(line, quote):
			mark = line[strings.LastIndexByte(line, '['):]
		}
	}
	return ""
}

// One bot serves a data directory. What another process adds to it is answered
// from at once; a second bot is refused, until the first one is gone, however.
func TestServeBeside(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Options{Window: time.Millisecond, Unlimited: true, Patience: patience, AckWithin: patience})
	data := t.TempDir()
	guild := d.Guild("home")
	room := guild.Channel("general")
	alice := d.Person("alice", "zh-TW")
	first := launch(t, d, data, "--embedder", "none")
	awaitCommands(d)
	const ask = "燈塔高幾公尺?"
	alice.Slash(room, "ask", question(ask)).Answer("文庫還沒有文章")

	path := writeFile(t, t.TempDir(), "own.md", []byte(own))
	succeed(t, "library", "add", "--embedder", "none", "--data", data, "--scope", "guild:"+guild.ID, path)
	alice.Slash(room, "ask", question(ask)).Answer("四十二公尺")
	writeFile(t, filepath.Dir(path), filepath.Base(path), []byte(strings.Replace(own, "四十二", "四十七", 1)))
	succeed(t, "library", "add", "--embedder", "none", "--data", data, "--scope", "guild:"+guild.ID, path)
	alice.Slash(room, "ask", question(ask)).Answer("四十七公尺")

	second := runProgram(t, []string{"DISCORD_TOKEN=" + discordtest.Token, "FOOTNOTE_DISCORD_API=" + d.Base()}, "serve", "--embedder", "none", "--data", data)
	if second.status != statusFailed || !strings.Contains(second.log, fmt.Sprintf("(process %d)", first.Process.Pid)) || !strings.Contains(second.log, "\nhint: ") {
		t.Errorf("a second bot ends with %d: %s", second.status, second.log)
	}
	first.kill(t)
	gone(t, d)
	third := launch(t, d, data, "--embedder", "none")
	alice.Slash(room, "ask", question(ask)).Answer("四十七公尺")
	third.interrupt(t, d)
}

// A bot whose library a program wrote that made fewer vectors answers from it at
// once, and makes what is missing while it runs.
func TestServeOlder(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Options{Window: time.Millisecond, Unlimited: true, Patience: patience, AckWithin: patience})
	data := t.TempDir()
	older, err := os.ReadFile("../../internal/setup/testdata/version5.db")
	if err != nil {
		t.Fatal(err)
	}
	path := writeFile(t, data, "footnote.db", older)
	embedder, err := setup.New(setup.Settings{}).NewEmbedder()
	if err != nil {
		t.Fatal(err)
	}
	room := d.Guild("home").Channel("general")
	alice := d.Person("alice", "en-US")
	bot := launch(t, d, data)
	awaitCommands(d)
	ask := func() { alice.Slash(room, "ask", question("When was the Old Mill built?")).Answer("1787") }
	ask()
	for left := 1; left > 0; {
		db, _, err := store.ReadLibrary(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		places, err := db.OlderVectors(t.Context(), embedder.Model(), index.VectorsVersion)
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		left = len(places)
	}
	ask()
	bot.interrupt(t, d)
	if log := bot.log.String(); !strings.Contains(log, "made anew in the background") || !strings.Contains(log, "all vectors are of this version") {
		t.Errorf("the log:\n%.2000s", log)
	}
}
