var addedByScript = () => "here";
