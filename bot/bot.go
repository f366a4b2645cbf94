// Package bot is Footnote in Discord: questions by slash command, direct
// message, mention and message command, answers with footnotes and buttons.
//
// This package has one handler for each thing that people can do. Package wire has what is received
// from and sent to Discord, texts has the words, admit decides who may ask, render shows answers,
// gateway has the connection and rest the calls of the API. Answers come from a library. Flags and
// the environment are read elsewhere.
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
	"footnote/bot/aging"
	"footnote/bot/answers"
	"footnote/bot/approval"
	"footnote/bot/articles"
	"footnote/bot/conversation"
	"footnote/bot/gateway"
	"footnote/bot/greeting"
	"footnote/bot/handoff"
	"footnote/bot/inflight"
	"footnote/bot/insights"
	"footnote/bot/listening"
	"footnote/bot/membership"
	"footnote/bot/metrics"
	"footnote/bot/pages"
	"footnote/bot/reach"
	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/said"
	"footnote/bot/sharding"
	"footnote/bot/solved"
	"footnote/bot/subject"
	"footnote/bot/texts"
	"footnote/bot/typing"
	"footnote/bot/visibility"
	"footnote/bot/wire"
	"footnote/corpus/picture"
	"footnote/internal/rate"
	"footnote/internal/request"
	"footnote/library"
	"footnote/library/citation"
	"footnote/library/insight"
	"footnote/library/lease"
	"footnote/library/subscription"
	"footnote/rag/lexical"
)

// Options configure a bot. Token, Library and Files are required.
type Options struct {
	Token   string // of the bot, without the prefix "Bot "
	API     string // base of Discord's REST API; empty means Discord's own
	Shards  gateway.Shards
	Library *library.Library      // the libraries of all servers and people
	Files   library.Source        // reads uploaded files
	Votes   Votes                 // nil stores none
	Pages   picture.Drawer        // draws pages of stored PDFs; nil shows none
	Updates *subscription.Updater // keeps the library up to date; nil for none
	Metrics *metrics.Metrics      // nil means metrics of the bot's own
	Log     *slog.Logger
	Texts   texts.Overrides // instead of the built-in ones
	Silent  bool            // the bot does not greet servers that it joins
	// MessageContent asks Discord for the text of messages that do not mention the bot, which
	// servers may let it answer. If Discord refuses, the bot does without.
	MessageContent bool
	// LogContent puts questions and answers into the log.
	LogContent bool
	Elsewhere  bool // questions are sent to another server, which embeds them

	Transport http.RoundTripper                                                    // for REST; nil means the network
	Dial      func(ctx context.Context, network, address string) (net.Conn, error) // for the gateway; nil means the network

	Concurrent int // answers in progress at once; 0 means 16
	Waiting    int // questions in the queue; 0 means 2000
	UserRate   int // per person and minute; 0 means 10
	GuildRate  int // per server and minute; 0 means 600
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
	recorder  *insight.Recorder
	teller    *insights.Teller
	citations *citation.Recorder
	marker    *aging.Marker
	desk      *approval.Desk
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
	o.Log = request.Log(o.Log)
	o.Concurrent, o.Waiting = cmp.Or(o.Concurrent, 16), cmp.Or(o.Waiting, 2000)
	o.UserRate, o.GuildRate = cmp.Or(o.UserRate, 10), cmp.Or(o.GuildRate, 600)
	b := &Bot{options: o, life: &lifetime{}, texts: texts.NewCatalog(o.Texts), recorder: &insight.Recorder{Library: o.Library, Log: o.Log}, citations: &citation.Recorder{Library: o.Library, Log: o.Log}}
	queue := admit.NewQueue(o.Concurrent, o.Waiting, waitingEach)
	b.keeper = lease.New(lease.Options{Store: o.Library.Store, Alone: !o.Library.Store.Shared(), Log: o.Log})
	share := sharding.New(b.keeper, o.Log)
	if b.metrics = o.Metrics; b.metrics == nil {
		b.metrics = metrics.New(metrics.Build{})
	}
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
	if b.events, err = b.handlers(queue); err != nil {
		return nil, err
	}
	b.gateway = gateway.New(gateway.Options{
		Token: o.Token, Intents: wire.Intents, Wished: wished(o), Shards: o.Shards, Share: share, Limits: share.Limits(b.account.Limits), Dial: o.Dial,
		Handle: b.events.handle, Changed: b.metrics.Connected, Log: o.Log,
	})
	b.watch(queue, share)
	return b, nil
}

// watch gives the metrics the values that other parts count.
func (b *Bot) watch(queue *admit.Queue, share *sharding.Share) {
	kept := b.options.Library
	kept.Observe(b.metrics)
	b.metrics.Watch(metrics.Sources{
		Queued: queue.Length, Ready: b.gateway.Ready, Processes: share.Processes, Shards: b.gateway.States,
		Guilds: func() int { return b.events.membership.Servers(b.gateway.States()) },
		Kept:   kept.Store.Count, Troubles: kept.Store.Troubles,
	})
}

// wished returns the intents that the bot can do without.
func wished(o Options) int {
	if o.MessageContent {
		return wire.Content
	}
	return 0
}

// waitingEach is the most questions of one person in the queue.
const waitingEach = 3

// handlers returns the handlers of all events.
func (b *Bot) handlers(queue *admit.Queue) (*events, error) {
	o, signer, analyser := b.options, render.NewSigner(b.options.Token), lexical.NewAnalyser()
	b.subjects = &subject.Finder{Answerers: subject.Kept{Library: o.Library}, Fold: analyser.Fold, Log: o.Log}
	threads, free := listening.NewThreads(b.send, o.Log), func() bool { return b.gateway.Granted() }
	read := &conversation.Reader{Send: b.send, Own: threads.Own, Log: o.Log}
	prefer := &preferences{library: o.Library, texts: b.texts, log: o.Log}
	policy := &admit.Policy{People: rate.New(o.UserRate, time.Minute), Guilds: rate.New(o.GuildRate, time.Minute), Parent: threads.Parent}
	turn := &turns{send: b.send, queue: queue, policy: policy, courtesy: rate.New(courtesies, time.Second), metrics: b.metrics}
	ask := &questions{
		send: b.send, turns: turn, subjects: b.subjects, files: o.Files, threads: threads, free: free, signer: signer, life: b.life, metrics: b.metrics, log: o.Log,
		logContent: o.LogContent, record: b.recorder, citations: b.citations, fixed: o.Library.Fixed, teller: &insights.Teller{Send: b.send, Library: o.Library, Texts: b.texts, Policy: policy, Above: threads.Above, Log: o.Log},
	}
	if err := ask.teller.Seal(o.Token); err != nil {
		return nil, err
	}
	b.teller, b.marker = ask.teller, &aging.Marker{Send: b.send, Signer: signer, Library: o.Library, Texts: b.texts, Log: o.Log}
	var err error
	if ask.desk, err = approval.New(approval.Desk{Send: b.send, Citations: b.citations, Signer: signer, Subjects: b.subjects, Notes: o.Library.Store, Texts: b.texts, Within: threads.Within, Log: o.Log}, o.Token); err != nil {
		return nil, err
	}
	b.desk = ask.desk
	asked := &insights.Handler{Send: b.send, Signer: signer, Library: o.Library, Recorder: b.recorder, Log: o.Log}
	fixing := &answers.Handler{Send: b.send, Signer: signer, Library: o.Library, Log: o.Log}
	plain, words := &said.Jobs{REST: b.rest, Files: o.Files}, said.Reader{Files: o.Files, Read: o.Library.Reader.Read}
	threaded := &solved.Reader{Send: b.send, Words: words, Plain: plain, Library: o.Library, Texts: b.texts, Analyser: analyser}
	b.additions = &additions{send: b.send, signer: signer, jobs: plain, solved: threaded, library: o.Library, texts: b.texts, updates: o.Updates, life: b.life, log: o.Log}
	caller := &handoff.Caller{Send: b.send, Signer: signer, Conversation: read, Notes: o.Library.Store, Log: o.Log}
	kept := &articles.Articles{Send: b.send, Signer: signer, Subjects: b.subjects, Library: o.Library, Log: o.Log}
	personal := &privacy{flush: b.citations.Flush, send: b.send, signer: signer, library: o.Library, notes: o.Library.Store, free: free, facts: facts(o)}
	reached := &reach.Handler{Send: b.send, Subjects: b.subjects, Library: o.Library, Log: o.Log}
	member := &membership.Keeper{Library: o.Library, Log: o.Log}
	if !o.Silent {
		member.Greet = (&greeting.Greeter{Send: b.send, Texts: b.texts, Library: o.Library, Log: o.Log}).Joined
	}
	return &events{
		interactions: &interactions{
			send: b.send, journal: b.journal, policy: policy, preferences: prefer, turns: turn, ask: ask, privacy: personal, insights: asked, answers: fixing, life: b.life,
			searcher:     &searcher{send: b.send, subjects: b.subjects, reader: words, life: b.life, log: o.Log},
			libraries:    &libraries{send: b.send, additions: b.additions, articles: kept},
			settings:     &settings{send: b.send, free: free, preferences: prefer, reach: reached, library: o.Library},
			reach:        reached,
			autocomplete: &autocomplete{send: b.send, subjects: b.subjects, preferences: prefer, policy: policy, desk: ask.desk, library: o.Library, answers: fixing, life: b.life, log: o.Log},
			buttons: &buttons{
				send: b.send, signer: signer, subjects: b.subjects, ask: ask, turns: turn, conversation: read,
				feedback:  &feedback{send: b.send, signer: signer, votes: o.Votes, caller: caller, metrics: b.metrics, log: o.Log},
				additions: b.additions, articles: kept, privacy: personal, insights: asked, marker: b.marker, answers: fixing, metrics: b.metrics, log: o.Log,
				caller:    caller,
				pages:     pages.New(b.send, o.Library, o.Pages, o.Log),
				publisher: &visibility.Publisher{Send: b.send, Signer: signer, Files: o.Files, Once: b.journal.Once, Posted: ask.posted, Log: o.Log},
				remover:   &visibility.Remover{Send: b.send, Signer: signer, Log: o.Log},
			},
		},
		messages: &messages{
			send: b.send, ask: ask, turns: turn, preferences: prefer, conversation: read, journal: b.journal,
			typing: typing.New(b.rest, turn.spare, b.life.Go), threads: threads, free: free, roles: listening.NewRoles(b.rest, o.Log), told: rate.New(1, time.Hour), language: analyser.Language, life: b.life,
			silence: &handoff.Silence{Own: threads.Own, Above: threads.Above, Settings: o.Library.Settings, Notes: o.Library.Store, Log: o.Log},
		},
		membership: member,
		life:       b.life, metrics: b.metrics, log: o.Log,
	}, nil
}
