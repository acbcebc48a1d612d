// Ends the server when the process that started it is gone, however it went.
const parent = process.ppid;
setInterval(() => {
    if (process.ppid !== parent) {
        process.exit(1);
    }
}, 1000).unref();
