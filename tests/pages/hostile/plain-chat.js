drawChat();
