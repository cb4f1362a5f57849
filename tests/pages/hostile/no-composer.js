// A printed conversation, as in a news article. Without a composer there is no chat to watch.
drawChat(small, { composer: false });
