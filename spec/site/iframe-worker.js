// A page that is opened from a folder (file://) may start no worker. The search of the theme asks for one,
// so it runs in a hidden frame instead, which may load scripts and answers by messages.
if (location.protocol === "file:") {
  // The worker of the theme asks whether there is an IFrameWorker, and then takes addresses relative to its script.
  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.inside = frame.contentWindow;
      addEventListener("message", (event) => {
        if (event.source === this.inside) this.dispatchEvent(new MessageEvent("message", { data: event.data }));
      });
      // What a worker has and a frame lacks: an answer goes to the page, and scripts are loaded one after another.
      this.inside.postMessage = (data) => dispatchEvent(new MessageEvent("message", { data, source: this.inside }));
      this.inside.importScripts = async (...urls) => {
        for (const each of urls) await this.load(each);
      };
      this.loaded = this.load(url);
    }

    load(url) {
      const script = this.inside.document.createElement("script");
      script.src = url;
      return new Promise((resolve, reject) => {
        script.onload = resolve;
        script.onerror = reject;
        this.inside.document.body.append(script);
      });
    }

    async postMessage(data) {
      await this.loaded;
      this.inside.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
    }
  };
}
