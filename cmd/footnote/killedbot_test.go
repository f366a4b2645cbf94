package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/discordtest/hub"
)

// patience ends a test that hangs, before the test binary does. A busy machine may take
// long for everything, such as for the first answer that Discord waits three seconds for.
const patience = 5 * time.Minute

// A victim is a running "footnote serve".
type victim struct {
	*exec.Cmd
	log   bytes.Buffer
	ended chan struct{} // closed when it has; then err is how
	err   error
}

// launch starts one and waits until it is connected, or has ended.
func launch(t *testing.T, d *discordtest.Discord, data string, flags ...string) *victim {
	t.Helper()
	giveEngine(t)
	identity := []string{"DISCORD_TOKEN=" + discordtest.Token, "FOOTNOTE_DISCORD_API=" + d.Base()}
	v := &victim{Cmd: command(t, identity, append([]string{"serve", "--data", data}, flags...)...), ended: make(chan struct{})}
	v.Stderr = &v.log
	if err := v.Start(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		v.err = v.Wait()
		close(v.ended)
		cancel()
	}()
	if err := d.Hub().WaitReady(ctx, 1); err != nil {
		_ = v.Process.Kill()
		<-v.ended
		t.Fatalf("the bot is not ready: %v\n%s", err, v.log.String())
	}
	return v
}

func (v *victim) kill(t *testing.T) {
	t.Helper()
	if err := v.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-v.ended
	if log := v.log.String(); strings.Contains(log, "panic") || strings.Contains(log, "in memory") || strings.Contains(log, "damaged") {
		t.Errorf("the log:\n%.2000s", log)
	}
}

// interrupt ends the program as Ctrl-C does.
func (v *victim) interrupt(t *testing.T, d *discordtest.Discord) {
	t.Helper()
	if err := v.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if <-v.ended; v.err != nil {
		t.Errorf("it ends with %v\n%s", v.err, v.log.String())
	}
	gone(t, d)
}

// gone waits until the fake has noticed that the program has died.
func gone(t *testing.T, d *discordtest.Discord) {
	t.Helper()
	if err := hub.WaitLost(t.Context(), d.Hub(), 0); err != nil {
		t.Fatal(err)
	}
}

// awaitCommands waits until the bot has told Discord of its commands.
func awaitCommands(d *discordtest.Discord) {
	for len(d.Commands()) == 0 {
		time.Sleep(10 * time.Millisecond)
	}
}
