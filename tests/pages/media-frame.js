// One patterned picture, for the frames of media.html.
document.body.append(Object.assign(new Image(), { src: pattern(Number(new URLSearchParams(location.search).get("seed"))), width: 120, height: 90 }));
