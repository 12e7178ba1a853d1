// All that the site does with JavaScript. Without it everything can still be read, reached and followed.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector)
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)]
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties)
    element.append(...children)
    return element
  }
  const base = new URL(document.body.dataset.base, location)
  const words = JSON.parse(document.body.dataset.words)

  // What a reader chose is kept where the browser lets us.
  const remembered = name => { try { return localStorage.getItem(name) } catch { return null } }
  const remember = (name, value) => {
    try { value === null ? localStorage.removeItem(name) : localStorage.setItem(name, value) } catch { /* then not */ }
  }

  // Light or dark: as the system has it, until a reader wants the other.
  const scheme = $(".header__scheme")
  const system = matchMedia("(prefers-color-scheme: dark)")
  const paint = () => {
    const dark = (remembered("scheme") ?? (system.matches ? "dark" : "light")) === "dark"
    document.body.dataset.mdColorScheme = dark ? "slate" : "default"
    scheme.setAttribute("aria-pressed", dark)
  }
  scheme.onclick = () => {
    const dark = scheme.getAttribute("aria-pressed") !== "true"
    remember("scheme", dark === system.matches ? null : dark ? "dark" : "light")
    paint()
  }
  system.addEventListener("change", paint)
  paint()

  // The menu is a popover, which needs no script; it closes when the keyboard leaves it.
  const menu = $("#nav")
  menu.addEventListener("focusout", event => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget) && menu.matches(":popover-open")) menu.hidePopover()
  })

  // The other language, at the section that is being read.
  const headings = $$("article :is(h2, h3, h4)[id]")
  const current = (among = headings) => {
    const tops = among.map(heading => heading.getBoundingClientRect().top)
    const at = tops.findIndex(top => top > 0 && top < innerHeight / 3)
    return among[at >= 0 ? at : tops.findLastIndex(top => top <= 0)]
  }
  const language = $(".header__language")
  const aim = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const top = target ? target.getBoundingClientRect().top : -1
    const section = top > 0 && top < innerHeight ? target : current()
    language.hash = section ? `#${section.id}` : ""
  }
  for (const event of ["pointerdown", "focus", "click"]) language.addEventListener(event, aim)

  // A link to each section beside its heading.
  for (const heading of headings) {
    const link = make("a", { className: "headerlink", href: `#${heading.id}`, textContent: "#" })
    link.setAttribute("aria-label", `# ${heading.textContent.trim()}`)
    heading.append(link)
  }

  // Where one is, in the table of contents.
  const entries = new Map($$(".toc a").map(link => [decodeURIComponent(link.hash.slice(1)), link]))
  if (entries.size) {
    const listed = headings.filter(heading => entries.has(heading.id))
    let shown
    const follow = () => {
      const link = entries.get(current(listed)?.id)
      if (link === shown) return
      shown?.classList.remove("current")
      shown?.removeAttribute("aria-current")
      link?.classList.add("current")
      link?.setAttribute("aria-current", "location")
      link?.scrollIntoView({ block: "nearest" })
      shown = link
    }
    addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true })
    follow()
  }

  // Code can be copied.
  for (const pre of $$(".highlight:not(.doc-signature .highlight, .doc-signature) > pre")) {
    const button = make("button", { type: "button", className: "copy", textContent: words.copy })
    const name = pre.getAttribute("aria-label")
    button.setAttribute("aria-label", `${words.copy}: ${name}`)
    button.onclick = async () => {
      let said = words.copied
      try { await navigator.clipboard.writeText($("code", pre).innerText) } catch { said = words.copyFailed }
      button.textContent = said
      button.setAttribute("aria-label", `${said}: ${name}`)
      setTimeout(() => {
        button.textContent = words.copy
        button.setAttribute("aria-label", `${words.copy}: ${name}`)
      }, 2000)
    }
    pre.after(button)
  }

  // What is wider than the page can be scrolled by keyboard.
  const reach = () => $$(".scroll, .diagram, .tabbed-labels").forEach(box => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
    else box.removeAttribute("tabindex")
  })
  addEventListener("resize", reach)
  reach()

  // An interpreter chosen in one set of tabs is chosen in all, and on the next page.
  const tabs = $$(".tabbed-labels > label")
  const choose = name => tabs.filter(tab => tab.textContent === name)
    .forEach(tab => { document.getElementById(tab.htmlFor).checked = true })
  for (const tab of tabs) {
    document.getElementById(tab.htmlFor).addEventListener("change", () => {
      const above = tab.getBoundingClientRect().top
      remember("tab", tab.textContent)
      choose(tab.textContent)
      scrollBy({ top: tab.getBoundingClientRect().top - above, behavior: "instant" })
    })
  }
  choose(remembered("tab"))

  // Search: the theme's worker and index, both fetched when the dialog is first opened. The worker finds pages,
  // with words in any order and any ending. What comes first is decided here, by the phrase as it was typed and
  // by its name in the other language, which the glossary knows.
  const dialog = $(".search")
  const query = $("input", dialog)
  const state = $(".search__state", dialog)
  const results = $(".search__results", dialog)
  const plain = text => text.replace(/<[^>]*>|\u200b/g, "").toLowerCase()
  const typed = text => plain(text).replace(/\s+/g, " ").trim()
  let worker, sections, terms, term, phrases
  let ready = false
  let waiting = 0 // for answers; only the last one is shown
  const start = async () => {
    if (worker !== undefined) return
    worker = null
    try {
      const index = await (await fetch(new URL("search/search_index.json", base))).json()
      terms = index.terms
      sections = new Map()
      for (const { location, title, text, boost = 1 } of index.docs) {
        const page = location.split("#")[0]
        if (!sections.has(page)) sections.set(page, [])
        sections.get(page).push({ name: title, title: plain(title), text: plain(text), boost })
      }
      worker = new Worker(new URL(document.body.dataset.worker, location))
      worker.onmessage = ({ data }) => {
        if (data.type === 1) ready = true, ask()
        else if (--waiting === 0) show(data.data.items)
      }
      worker.postMessage({ type: 0, data: { config: index.config, docs: index.docs, options: { suggest: false } } })
    } catch {
      worker = undefined
      state.textContent = words.failed
    }
  }
  const ask = () => {
    if (!ready) return
    const asked = typed(query.value)
    term = terms.find(({ names }) => names.some(name => [asked, asked.replace(/s$/, "")].includes(name.toLowerCase())))
    phrases = asked ? [asked, ...(term?.names ?? []).map(name => name.toLowerCase())] : []
    waiting++
    worker.postMessage({ type: 2, data: [query.value, ...(term?.names ?? [])].join(" ") })
  }
  // First a page called like the phrase, one with a section called so, one that says it often, the glossary, a mere mention.
  const rank = ([page, items]) => {
    let called = 0, said = 0, boost = 1
    sections.get(page)?.forEach((section, i) => {
      for (const phrase of phrases) {
        const parts = phrase.match(/\p{sc=Han}{1,2}|[^\s\p{sc=Han}]+/gu) ?? []
        const share = parts.filter(part => section.title.includes(part)).length / parts.length
        called = Math.max(called, section.title.includes(phrase) ? (i ? 30 : 100) : 20 * share)
      }
      for (const phrase of new Set(phrases)) said += section.text.split(phrase).length - 1
      boost = section.boost
    })
    if (items.some(item => item.term)) called = 30
    return (called + Math.min(3 * said, 90)) * boost + Math.min(items[0].score, 1e4) / 1e7
  }
  const entry = ({ location, title, text }, teaser) => {
    const link = make("a", { href: new URL(location, base), innerHTML: title })
    if (teaser && text) link.append(make("p", { innerHTML: text }))
    return link
  }
  const show = found => {
    const groups = new Map(found.map(items => [items[0].location.split("#")[0], items]))
    if (term) {
      const { page, id, names, text } = term
      const row = { location: `${page}#${id}`, title: names.map(name => `<mark>${name}</mark>`).join(" · "), text, score: 0, term }
      groups.set(page, [row, ...(groups.get(page) ?? [{ location: page, title: sections.get(page)[0].name }]).filter(item => item.location === page)])
    }
    const ranked = phrases.length ? [...groups].map(group => [rank(group), group[1]]).sort((a, b) => b[0] - a[0]) : []
    state.textContent = !phrases.length ? "" : ranked.length ? words.some.replace("#", ranked.length) : words.none
    results.replaceChildren(...ranked.slice(0, 12).map(([, items]) => {
      const page = items.find(item => !item.location.includes("#")) ?? items[0]
      const parts = items.filter(item => item !== page).slice(0, 3)
      const row = make("li", {}, entry(page, page === items[0]))
      if (parts.length) row.append(make("ol", {}, ...parts.map(item => make("li", {}, entry(item, true)))))
      return row
    }))
    results.scrollTop = 0
    results.dataset.query = phrases[0] ?? ""
  }
  const shut = () => { document.activeElement.blur(); dialog.close() }
  const open = () => { dialog.showModal(); query.select(); start() }
  $(".header__search").onclick = open
  // Not a bare key such as "/", which those who steer by voice would press unawares.
  if (/Mac|iPhone|iPad/.test(navigator.platform)) $(".header__search kbd").textContent = "⌘ K"
  addEventListener("keydown", event => {
    if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (!dialog.open) open()
  })
  query.addEventListener("input", ask)
  $(".search__close").onclick = shut
  $("form", dialog).addEventListener("submit", event => {
    event.preventDefault()
    $("a", results)?.click()
  })
  dialog.addEventListener("keydown", event => {
    if (event.key === "Escape") { // a search field would first be emptied
      event.preventDefault()
      shut()
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const stops = [query, ...$$("a", results)]
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus()
  })
  dialog.addEventListener("click", event => { if (event.target === dialog || event.target.closest("a")) dialog.close() })
})()
