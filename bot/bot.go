// Package bot is Footnote in Discord: questions by slash command, direct
// message, mention and message command, answers with footnotes and buttons.
//
// Here is one handler for each thing that people can do. What Discord sends and is
// sent is in wire, the words are in texts, who may ask is decided in admit, answers
// are shown by render; the connection is in gateway, calls of the API in rest.
// Answers come from a library. Flags and the environment stay outside.
package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"footnote/bot/account"
	"footnote/bot/admit"
	"footnote/bot/conversation"
	"footnote/bot/gateway"
	"footnote/bot/greeting"
	"footnote/bot/inflight"
	"footnote/bot/listening"
	"footnote/bot/membership"
	"footnote/bot/metrics"
	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/said"
	"footnote/bot/sharding"
	"footnote/bot/subject"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/lease"
	"footnote/library/subscription"
	"footnote/rag/lexical"
)

// Options are what a bot is made of. Token, Library and Files must be there.
type Options struct {
	Token   string // of the bot, without "Bot "
	API     string // base of Discord's REST API; empty is Discord's own
	Shards  gateway.Shards
	Library *library.Library      // of every server and person
	Files   library.Source        // for what is uploaded
	Votes   Votes                 // nil keeps none
	Updates *subscription.Updater // keeps the library up to date; nil does not
	Log     *slog.Logger
	Texts   texts.Overrides // in the place of those that are built in
	Silent  bool            // servers that are joined are not greeted
	// MessageContent asks Discord for the text of messages that do not mention the bot, which
	// servers may have it answer. Refused, it does without.
	MessageContent bool
	// LogContent has the log hold questions and answers.
	LogContent bool

	Transport http.RoundTripper                                                    // for REST; nil is the network
	Dial      func(ctx context.Context, network, address string) (net.Conn, error) // for the gateway; nil is the network

	Concurrent int // answers at once; 0 means 16
	Waiting    int // questions in the queue; 0 means 2000
	UserRate   int // questions of one person a minute; 0 means 10
	GuildRate  int // questions of one server a minute; 0 means 600
}

// A Bot is one bot in Discord.
type Bot struct {
	options   Options
	rest      *rest.Client
	send      *wire.Sender
	account   *account.Account
	gateway   *gateway.Gateway
	keeper    *lease.Keeper
	journal   *inflight.Journal
	events    *events
	subjects  *subject.Finder
	additions *additions
	metrics   *metrics.Metrics
	texts     *texts.Catalog
	life      *lifetime
}

// New prepares a bot, which [Bot.Run] then connects.
func New(o Options) (*Bot, error) {
	if o.Token == "" || o.Library == nil || o.Files == nil {
		return nil, errors.New("bot: a token, a library, and a source of uploaded files are needed")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Concurrent, o.Waiting = cmp.Or(o.Concurrent, 16), cmp.Or(o.Waiting, 2000)
	o.UserRate, o.GuildRate = cmp.Or(o.UserRate, 10), cmp.Or(o.GuildRate, 600)
	b := &Bot{options: o, life: &lifetime{}, texts: wire.NewTexts(o.Texts)}
	queue := admit.NewQueue(o.Concurrent, o.Waiting, waitingEach)
	b.keeper = lease.New(lease.Options{Store: o.Library.Store, Alone: !o.Library.Store.Shared(), Log: o.Log})
	share := sharding.New(b.keeper, o.Log)
	b.metrics = metrics.New(queue.Length, func() bool { return b.gateway.Ready() }, share.Processes, func() int { return b.gateway.Running() })
	b.rest = rest.New(rest.Options{Processes: share.Processes, Base: o.API, Token: o.Token, Transport: o.Transport, Observe: b.metrics.Called, Log: o.Log})
	api, err := wire.NewAPI(o.Token, b.rest)
	if err != nil {
		return nil, err
	}
	b.account = account.New(b.rest, api, o.Log)
	b.send = wire.NewSender(b.rest, api, b.metrics, o.Log)
	if b.journal, err = inflight.New(o.Library.Store, b.keeper, o.Token, o.Log); err != nil {
		return nil, err
	}
	b.events = b.handlers(queue)
	b.gateway = gateway.New(gateway.Options{
		Token: o.Token, Intents: wire.Intents, Wished: wished(o), Shards: o.Shards, Share: share, Limits: share.Limits(b.account.Limits), Dial: o.Dial,
		Handle: b.events.handle, Changed: b.metrics.Connected, Log: o.Log,
	})
	return b, nil
}

// wished are intents that the bot can do without.
func wished(o Options) int {
	if o.MessageContent {
		return wire.Content
	}
	return 0
}

// waitingEach is how many questions of one person wait at most.
const waitingEach = 3

// handlers are those of every event.
func (b *Bot) handlers(queue *admit.Queue) *events {
	o, signer, analyser := b.options, render.NewSigner(b.options.Token), lexical.NewAnalyser()
	b.subjects = &subject.Finder{Answerers: subject.Kept{Library: o.Library}, Fold: analyser.Fold, Log: o.Log}
	threads, free := listening.NewThreads(b.send, o.Log), func() bool { return b.gateway.Granted() }
	read := &conversation.Reader{Send: b.send, Own: threads.Own, Log: o.Log}
	prefer := &preferences{library: o.Library, texts: b.texts, log: o.Log}
	policy := &admit.Policy{People: admit.NewLimiter(o.UserRate, time.Minute), Guilds: admit.NewLimiter(o.GuildRate, time.Minute), Parent: threads.Parent}
	turn := &turns{send: b.send, queue: queue, policy: policy, courtesy: admit.NewLimiter(courtesies, time.Second), metrics: b.metrics}
	ask := &questions{
		send: b.send, turns: turn, subjects: b.subjects, files: o.Files, threads: threads, free: free, signer: signer, life: b.life, metrics: b.metrics, log: o.Log,
		logContent: o.LogContent, keep: o.Library.Asked,
	}
	b.additions = &additions{send: b.send, signer: signer, jobs: &said.Jobs{REST: b.rest, Files: o.Files}, library: o.Library, texts: b.texts, updates: o.Updates, life: b.life, log: o.Log}
	remove := &removal{send: b.send, signer: signer, fold: analyser.Fold, library: o.Library, log: o.Log}
	personal := &privacy{send: b.send, signer: signer, library: o.Library}
	member := &membership.Keeper{Library: o.Library, Log: o.Log}
	if !o.Silent {
		member.Greet = (&greeting.Greeter{Send: b.send, Texts: b.texts, Library: o.Library, Log: o.Log}).Joined
	}
	return &events{
		interactions: &interactions{
			send: b.send, journal: b.journal, policy: policy, preferences: prefer, turns: turn, ask: ask, privacy: personal, life: b.life,
			searcher:     &searcher{send: b.send, subjects: b.subjects, reader: said.Reader{Files: o.Files, Read: o.Library.Reader.Read}, life: b.life, log: o.Log},
			libraries:    &libraries{send: b.send, subjects: b.subjects, additions: b.additions, removal: remove, library: o.Library, log: o.Log},
			settings:     &settings{send: b.send, free: free, preferences: prefer, library: o.Library},
			autocomplete: &autocomplete{send: b.send, subjects: b.subjects, preferences: prefer, policy: policy, library: o.Library, life: b.life, log: o.Log},
			buttons: &buttons{
				send: b.send, signer: signer, subjects: b.subjects, ask: ask, turns: turn, conversation: read,
				feedback:  &feedback{send: b.send, signer: signer, votes: o.Votes, metrics: b.metrics, log: o.Log},
				additions: b.additions, removal: remove, privacy: personal, metrics: b.metrics, log: o.Log,
			},
		},
		messages: &messages{
			send: b.send, ask: ask, turns: turn, preferences: prefer, conversation: read, journal: b.journal,
			threads: threads, free: free, roles: listening.NewRoles(b.rest, o.Log), told: admit.NewLimiter(1, time.Hour), language: analyser.Language, life: b.life,
		},
		membership: member,
		life:       b.life, metrics: b.metrics, log: o.Log,
	}
}
