// The pages of site.js, one a site: what its adapter knows of the structure, with as little around it as will do.

const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="220" height="160"><rect width="220" height="160" fill="#79a"/></svg>')}`;
const image = '<img class="sent" src="' + picture + '" alt="">';
const each = (messages, draw) => messages.map(draw).join("");
const body = (message, words) => (message.kind === "image" ? image : words(message.said));
const side = ({ mine }) => (mine ? "line end" : "line");
const quote = ({ quotes }, attributes) => (quotes ? `<div class="quote" ${attributes}>${quotes}</div>` : "");
const app = (head, list, foot) => `<div class="app">${head}${list}${foot}</div>`;
const write = (attributes, label = "Message") => `<div class="foot"><div contenteditable="true" role="textbox" aria-label="${label}" ${attributes}></div></div>`;
const area = (attributes, label = "Type a message") => `<div class="foot"><textarea rows="1" placeholder="${label}" ${attributes}></textarea></div>`;

export const sites = {
  instagram: {
    path: "/direct/t/100/",
    page: ({ contact, messages }) => app(
      `<div class="head" data-pagelet="IGDInboxHeaderOffMsys"><a role="link" href="/${contact.handle}/"><h2>${contact.name}</h2></a><span class="small">Active 2m ago</span></div>`,
      `<div class="list" data-pagelet="IGDMessagesList" aria-label="Conversation with ${contact.name}"><div class="day">Today 19:02</div>${each(messages, (m) => `<div role="group" tabindex="-1" class="${side(m)}">${m.mine ? "" : m.last ? `<a aria-label="Open the profile page of ${contact.handle}" href="/${contact.handle}/"><span class="face"></span></a>` : '<span style="width:36px;flex:none"></span>'}<div role="presentation" class="box">${body(m, (said) => `<div dir="auto">${said}</div>`)}</div><span aria-label="React to message from ${m.who}" role="button"></span></div>`)}</div>`,
      write('data-pagelet="IGDComposer"'),
    ),
  },
  facebook: {
    path: "/messages/t/100",
    page: ({ contact, messages }) => `<div role="main">${app(
      `<div class="head"><a href="https://www.facebook.com/100"><h2>${contact.name}</h2></a></div>`,
      `<div class="list" role="grid" aria-label="Messages in conversation with ${contact.name}">${each(messages, (m) => `<div role="row"><div role="gridcell" class="${side(m)}"><span class="away">${m.mine ? "You sent" : contact.name}</span><div class="box">${body(m, (said) => `<div dir="auto">${said}</div>`)}</div></div></div>`)}</div>`,
      write("data-lexical-editor", "Message"),
    )}</div>`,
  },
  whatsapp: {
    path: "/",
    page: ({ contact, messages }) => `<div id="main">${app(
      `<header class="head" data-testid="conversation-header"><span class="title" data-testid="conversation-info-header-chat-title" dir="auto">${contact.name}</span></header>`,
      `<div class="list" data-testid="conversation-panel-messages">${each(messages, (m) => `<div data-id="3A${m.index}" data-testid="conv-msg-${m.index}" class="${side(m)}"><div class="box" data-testid="msg-container">${m.first ? `<span data-icon="tail-${m.mine ? "out" : "in"}"></span>` : ""}${m.mine ? '<span class="away" aria-label="You:"></span>' : ""}${quote(m, 'data-testid="quoted-message"')}${body(m, (said) => `<div class="copyable-text" data-pre-plain-text="[${m.time}, 11/22/2026] ${m.who}: "><span class="selectable-text">${said}</span></div>`)}<span class="small">${m.time}</span></div></div>`)}</div>`,
      write('data-lexical-editor="true" data-tab="10"', `Type a message to ${contact.name}`),
    )}</div>`,
  },
  "telegram-k": {
    file: "telegram",
    path: "/k/#100",
    page: ({ contact, messages }) => app(
      `<div class="head chat-info"><span class="title peer-title" data-peer-id="100">${contact.name}</span><span class="small">last seen recently</span></div>`,
      `<div class="list bubbles"><div class="bubbles-inner"><section class="bubbles-date-group"><div class="bubble is-date day">Today</div>${each(messages, (m) => `<div class="bubble ${m.mine ? "is-out" : "is-in"} ${side(m)}" data-mid="${m.index}" data-peer-id="100" data-timestamp="17800000${m.index}"><div class="box">${quote(m, 'class="reply"')}<div class="message">${body(m, (said) => `<span class="translatable-message">${said}</span>`)} <span class="time small">${m.time}</span></div></div></div>`)}</section></div></div>`,
      write('class="input-message-input"'),
    ),
  },
  "telegram-a": {
    file: "telegram",
    path: "/a/#100",
    page: ({ contact, messages }) => `<div id="MiddleColumn">${app(
      `<div class="head MiddleHeader"><span class="title fullName">${contact.name}</span></div>`,
      `<div class="list MessageList">${each(messages, (m) => `<div id="message-${m.index}" class="Message ${m.mine ? "own " : ""}${side(m)}"><div class="box">${quote(m, 'class="EmbeddedMessage"')}${body(m, (said) => `<div class="text-content">${said}<span class="message-time small"> ${m.time}</span></div>`)}</div></div>`)}</div>`,
      write('id="editable-message-text"'),
    )}</div>`,
  },
  discord: {
    path: "/channels/@me/100",
    page: ({ contact, messages }) => `<main>${app(
      `<div class="head"><h2>${contact.name}</h2></div>`,
      `<ol class="list" data-list-id="chat-messages">${each(messages, (m) => `<li id="chat-messages-100-${m.index}" class="flat">${m.quotes ? `<div id="message-reply-context-${m.index}" class="small">${m.quotes}</div>` : ""}${m.first ? `<h3 style="margin:0;font-size:15px"><span class="who" id="message-username-${m.index}">${m.who}</span><time class="small" datetime="2026-11-22T${m.time}:00Z">${m.time}</time></h3>` : ""}<div id="message-content-${m.index}">${m.said}</div><div id="message-accessories-${m.index}">${m.kind === "image" ? image : ""}</div></li>`)}</ol>`,
      write("data-slate-editor", `Message @${contact.name}`),
    )}</main>`,
  },
  x: {
    path: "/i/chat/100-200",
    page: ({ contact, messages }) => `<div style="height:100vh" data-testid="dm-conversation-panel">${app(
      `<div class="head" data-testid="dm-conversation-header"><a href="/${contact.short}"><span class="title" data-testid="dm-conversation-username">${contact.name}</span></a></div>`,
      `<div class="list" data-testid="dm-message-scroller" role="log" data-virtualizer="tanstack">${each(messages, (m) => `<div data-index="${m.index}"><div data-testid="message-${m.index}" data-send-status="sent" class="${side(m)}"><div class="box" data-testid="message-text-${m.index}">${body(m, (said) => `<span dir="auto">${said}</span>`)}<span class="small"> ${m.time}</span></div></div></div>`)}</div>`,
      area('data-testid="dm-composer-textarea"', "Message"),
    )}</div>`,
  },
  tiktok: {
    path: "/messages",
    page: ({ contact, messages }) => `<div data-e2e="dm-new-chatbox">${app(
      `<div class="head"><span class="title" data-e2e="dm-new-chat-nickname">${contact.name}</span><span class="small" data-e2e="chat-uniqueid">@${contact.short}</span></div>`,
      `<div class="list" data-e2e="dm-new-message-list"><div><div class="day" data-e2e="dm-new-time-separator">Today 19:02</div>${each(messages, (m) => `<div data-e2e="dm-new-chat-item" class="${side(m)}">${m.mine ? "" : `<a href="/@${contact.short}" data-e2e="chat-avatar"><span class="face"></span></a>`}<div class="box">${body(m, (said) => `<div data-e2e="dm-new-message-text">${said}</div>`)}</div></div>`)}</div></div>`,
      write('data-e2e="dm-new-input-editor"', "Send a message..."),
    )}</div>`,
  },
  reddit: {
    path: "/chat/room/100",
    page: ({ contact, messages }) => `<rs-app><template shadow><main class="app"><div class="head"><h2>${contact.name}</h2></div><rs-timeline class="list" style="display:block"><template shadow><div>${each(messages, (m) => `<rs-timeline-event data-id="${m.index}" style="display:block"><template shadow><div class="room-message flat" aria-label="${m.who} said ${m.said}">${m.first ? `<span class="who user-name">${m.who}</span><span class="small">${m.time}</span>` : ""}<div class="room-message-text">${m.said}</div>${m.kind === "image" ? image : ""}</div></template></rs-timeline-event>`)}</div></template></rs-timeline><rs-message-composer class="foot" style="display:block"><template shadow>${area("", "Message")}</template></rs-message-composer></main></template></rs-app>`,
  },
  linkedin: {
    path: "/messaging/thread/100/",
    page: ({ contact, messages }) => app(
      `<div class="head"><a class="msg-thread__link-to-profile" href="/in/${contact.handle}/"><h2 class="msg-entity-lockup__entity-title">${contact.name}</h2></a></div>`,
      `<div class="list"><ul class="msg-s-message-list-content" style="margin:0;padding:0">${each(messages, (m) => `<li class="msg-s-message-list__event flat">${m.first ? `<div class="msg-s-message-group__meta"><span class="who msg-s-message-group__name">${m.who}</span><time class="small msg-s-message-group__timestamp">${m.time}</time></div>` : ""}<div class="msg-s-event-listitem${m.mine ? "" : " msg-s-event-listitem--other"}" data-event-urn="urn:li:msg:${m.index}">${body(m, (said) => `<p class="msg-s-event-listitem__body" style="margin:0">${said}</p>`)}</div></li>`)}</ul></div>`,
      write('class="msg-form__contenteditable"', "Write a message…"),
    ),
  },
  snapchat: {
    path: "/web/100",
    page: ({ contact, messages }) => app(
      `<div class="head"><span class="title" id="title-100">${contact.name}</span></div>`,
      `<div class="list" id="cv-100"><ul style="margin:0;padding:0">${each(messages, (m) => `<li class="flat">${m.first ? `<header class="small"><span class="nonIntl">${m.mine ? "Me" : contact.name}</span></header>` : ""}<div style="border-left:2px solid ${m.mine ? "rgb(242,60,87)" : "rgb(14,173,255)"};padding-left:8px">${body(m, (said) => `<span dir="auto">${said}</span>`)}</div></li>`)}</ul></div>`,
      write("", "Send a chat"),
    ),
  },
  "google-messages": {
    path: "/web/conversations/100",
    page: ({ contact, messages }) => app(
      `<div class="head"><h2 data-e2e-header-title>${contact.name}</h2></div>`,
      `<mws-messages-list class="list" style="display:block"><mws-tombstone-message-wrapper class="day" style="display:block">Today · 19:02</mws-tombstone-message-wrapper>${each(messages, (m) => `<mws-message-wrapper msg-id="${m.index}" class="${m.mine ? "outgoing" : "incoming"} ${side(m)}"><div class="box">${body(m, (said) => `<mws-text-message-part>${said}</mws-text-message-part>`)}</div></mws-message-wrapper>`)}</mws-messages-list>`,
      area("", "Text message"),
    ),
  },
  "google-chat": {
    path: "/u/0/dm/100",
    page: ({ contact, messages }) => app(
      `<div class="head"><h2>${contact.name}</h2></div>`,
      `<div class="list">${each(messages, (m) => `<c-wiz data-topic-id="${m.index}" class="flat"><div role="group"><div role="heading" data-message-id="${m.index}"><span class="who" data-name="${m.who}">${m.who}</span><span class="small" data-absolute-timestamp="17800000${m.index}">${m.time}</span></div>${body(m, (said) => `<div jsname="bgckF">${said}</div>`)}</div></c-wiz>`)}</div>`,
      write("", "History is on. Message"),
    ),
  },
  teams: {
    path: "/v2/",
    page: ({ contact, messages }) => app(
      `<div class="head"><h2>${contact.name}</h2></div>`,
      `<div class="list" data-tid="message-pane-list-viewport"><div id="chat-pane-list">${each(messages, (m) => `<div data-tid="chat-pane-item" class="${side(m)}"><div style="max-width:60%">${m.first && !m.mine ? `<span class="small" data-tid="message-author-name">${m.who}</span>` : ""}<time class="small" datetime="2026-11-22T${m.time}:00Z">${m.time}</time><div class="box" style="max-width:none" data-tid="chat-pane-message" data-mid="17800000${m.index}"><div id="message-body-${m.index}"><div id="content-${m.index}">${body(m, (said) => `<p style="margin:0">${said}</p>`)}</div></div></div></div></div>`)}</div></div>`,
      write('data-tid="ckeditor"', "Type a message"),
    ),
  },
  tinder: {
    path: "/app/messages/100",
    page: ({ contact, messages }) => app(
      `<div class="head"><h2>${contact.name}</h2></div>`,
      `<div class="list" role="log">${each(messages, (m) => `<div role="article" class="${side(m)}"><strong class="away">${m.mine ? "You:" : `${contact.name}:`}</strong><div class="box">${body(m, (said) => `<span class="text">${said}</span>`)}</div><time class="away" datetime="2026-11-22T${m.time}:00Z">${m.time}</time></div>`)}</div>`,
      area('id="SC.chat_100"', "Type a message"),
    ),
  },
  bumble: {
    path: "/app/connections",
    page: ({ contact, messages }) => `<div class="messages-list__conversation">${app(
      `<div class="head"><span class="title messages-header__name">${contact.name}</span></div>`,
      `<div class="list messages-list"><div class="scroll__inner"><div class="message-group-date day">Today</div>${each(messages, (m) => `<div class="message message--${m.mine ? "out" : "in"} ${side(m)}"><div class="box">${body(m, (said) => `<div class="message-bubble__text">${said}</div>`)}</div></div>`)}</div></div>`,
      `<div data-qa-role="chat-input">${area("", "Start chatting…")}</div>`,
    )}</div>`,
  },
  badoo: {
    path: "/connections",
    page: ({ contact, messages }) => app(
      `<div class="head"><h2>${contact.name}</h2></div>`,
      `<div class="list csms-chat-messages">${each(messages, (m) => `<div data-qa="chat-message" data-qa-message-direction="${m.mine ? "out" : "in"}" data-qa-message-content-type="text" class="${side(m)}"><div class="box">${body(m, (said) => `<div class="csms-chat-message-content-text__message">${said}</div>`)}</div></div>`)}</div>`,
      area('id="chat-composer-input-message"', "Your message"),
    ),
  },
  vk: {
    path: "/im/convo/100",
    page: ({ contact, messages }) => `<div class="ConvoMain">${app(
      `<div class="head ConvoHeader"><span class="title PeerTitle__title">${contact.name}</span></div>`,
      `<div class="list ConvoHistory">${each(messages, (m) => `<div class="ConvoHistory__messageBlock"><div class="ConvoMessage flat">${m.first ? `<div class="ConvoMessageHeader"><a class="ConvoMessageHeader__authorLink" href="/id${m.mine ? 1 : 2}"><span class="who PeerTitle__title">${m.who}</span></a><span class="small">${m.time}</span></div>` : ""}${body(m, (said) => `<div class="ConvoMessage__text"><span class="MessageText">${said}</span></div>`)}</div></div>`)}</div>`,
      write("", "Message"),
    )}</div>`,
  },
  twitch: {
    path: "/someone",
    page: ({ contact, messages }) => `<div style="position:fixed;right:20px;bottom:0;width:360px;height:480px;background:#fff;box-shadow:0 0 8px #0004"><div data-a-target="whisper-thread-100" style="height:100%;display:flex;flex-direction:column"><div class="head"><span class="title">${contact.name}</span></div><div class="list">${each(messages, (m) => `<div data-a-target="whisper-message" class="flat" style="margin:4px 0"><span class="who" data-a-target="whisper-message-name" style="color:#95a">${m.who}</span><span>: </span><span>${body(m, (said) => said)}</span></div>`)}</div><div class="foot"><input data-a-target="tw-input" placeholder="Send a message"></div></div></div><h1 style="padding:20px">A stream</h1>`,
  },
  steam: {
    path: "/chat/",
    page: ({ contact, messages }) => app(
      `<div class="head"><h2>${contact.name}</h2></div>`,
      `<div class="list chatHistoryAndMembers">${each(messages, (m) => `<div class="ChatMessageBlock flat"><span class="who speakerName">${m.who}</span><span class="small">${m.time}</span>${body(m, (said) => `<div class="msgText">${said}</div>`)}</div>`)}</div>`,
      area("", "Type a message"),
    ),
  },
  roblox: {
    path: "/home",
    page: ({ contact, messages }) => `<div id="chat-container" style="position:fixed;right:20px;bottom:0;width:320px;height:440px;background:#fff;box-shadow:0 0 8px #0004"><div class="dialog-container" style="height:100%;display:flex;flex-direction:column"><div class="head dialog-header"><span class="title dialog-header-title"><a href="/users/100/profile">${contact.name}</a></span></div><div class="list dialog-body"><ul class="dialog-messages" style="margin:0;padding:0"><li class="dialog-message-container system-message day">You are now friends</li>${each(messages, (m) => `<li class="dialog-message-container ${m.mine ? "" : "message-inbound"} ${side(m)}"><div class="box"><span class="dialog-message-content">${body(m, (said) => said)}</span></div></li>`)}</ul></div><div class="foot"><textarea id="dialog-input" rows="1" placeholder="Send a message ..."></textarea></div></div></div><h1 style="padding:20px">Home</h1>`,
  },
};
