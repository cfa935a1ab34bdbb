"""What is far from the window is laid out only as it comes near, and moves what stands below it."""

from playwright.sync_api import Locator


def come_near(element: Locator) -> None:
    """Scroll to an element, and wait until it stays where it is."""
    element.evaluate("""element => new Promise(done => {
      let top, frames = 0;
      const look = () => {
        const now = element.getBoundingClientRect().top;
        frames = now === top ? frames + 1 : 0;
        top = now;
        frames < 10 ? requestAnimationFrame(look) : done();
      };
      element.scrollIntoView({block: 'center'});
      look();
    })""")
