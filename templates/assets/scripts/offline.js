/* Reading without a network, and a place on the home screen, where the site is served; not from disk, not in a preview. */
{
  const root = new URL("..", document.currentScript.src);
  if (location.protocol.startsWith("http") && !one('script[src^="/__nutgraf__/"]')) {
    const manifest = document.createElement("link");
    document.head.append(Object.assign(manifest, {rel: "manifest", href: new URL("manifest.webmanifest", root)}));
    navigator.serviceWorker?.register(new URL("service-worker.js", root)).catch(() => {});
  }
}
