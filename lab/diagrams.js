// Draw one Mermaid diagram, and turn what Mermaid makes into a small SVG that the site's style sheet colours.
async ([id, source, greys, variables]) => {
  mermaid.initialize({
    startOnLoad: false, securityLevel: "strict", deterministicIds: true, theme: "base", themeVariables: variables,
    fontFamily: "sans-serif", fontSize: 16, htmlLabels: false,
    flowchart: { htmlLabels: false, padding: 14, nodeSpacing: 36, rankSpacing: 40, useMaxWidth: false },
    sequence: { mirrorActors: false, useMaxWidth: false, actorMargin: 40, width: 140, height: 44, boxMargin: 8,
      actorFontSize: 16, messageFontSize: 16, noteFontSize: 16, actorFontFamily: "sans-serif",
      messageFontFamily: "sans-serif", noteFontFamily: "sans-serif", wrapPadding: 14, noteMargin: 12 },
    state: { htmlLabels: false, padding: 14, useMaxWidth: false },
  })
  const holder = document.body.appendChild(document.createElement("div"))
  holder.innerHTML = (await mermaid.render(id, source)).svg
  const svg = holder.firstElementChild
  const parse = colour => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const roles = Object.entries(greys).map(([role, hex]) => [role, [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16))])
  const role = colour => {
    const [r, g, b, alpha] = parse(colour)
    if (colour === "none" || alpha === 0) return "none"
    const far = ([, [x, y, z]]) => (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2
    return roles.reduce((best, next) => (far(next) < far(best) ? next : best))[0]
  }

  // What Mermaid's style sheet says becomes a class or an attribute, so that the sheet can go.
  const shapes = [...svg.querySelectorAll("path, rect, circle, ellipse, polygon, polyline, line, text")]
  const looks = shapes.map(shape => {
    const style = getComputedStyle(shape)
    return { fill: role(style.fill), stroke: role(style.stroke), width: parseFloat(style.strokeWidth), dash: style.strokeDasharray,
      anchor: style.textAnchor, size: parseFloat(style.fontSize), weight: +style.fontWeight, baseline: style.dominantBaseline }
  })
  const marks = element => ["good", "bad"].filter(mark => element.closest("g[class]")?.classList.contains(mark))
  const kept = shapes.map(marks)

  // Labels are centred on their middle: the reader's font is not the one measured here.
  for (const text of svg.querySelectorAll(".label text, .cluster-label text")) {
    const { x, width } = text.getBBox()
    if (!width) continue
    const anchored = getComputedStyle(text).textAnchor === "middle"
    for (const row of text.querySelectorAll(".row")) row.setAttribute("x", anchored ? row.getAttribute("x") : x + width / 2)
    looks[shapes.indexOf(text)].anchor = "middle"
  }

  svg.querySelectorAll("style, symbol, filter, linearGradient").forEach(element => element.remove())
  const used = new Set([...svg.querySelectorAll("[marker-end], [marker-start]")]
    .flatMap(path => ["marker-end", "marker-start"].map(side => path.getAttribute(side)?.match(/#([^)"]+)/)?.[1])))
  svg.querySelectorAll("marker").forEach(marker => used.has(marker.id) || marker.remove())
  const ids = new Map([...svg.querySelectorAll("marker")].map((marker, i) => [marker.id, `${id}-m${i}`]))

  shapes.forEach((shape, i) => {
    const look = looks[i]
    for (const attribute of ["style", "fill", "stroke", "stroke-width", "stroke-dasharray"]) shape.removeAttribute(attribute)
    if (shape.tagName === "text") {
      if (shape.classList.contains("messageText")) shape.setAttribute("class", "over") // it may cross a line
      else shape.removeAttribute("class")
      if (look.anchor !== "start") shape.setAttribute("text-anchor", look.anchor)
      if (look.size !== 16) shape.setAttribute("font-size", look.size)
      if (look.weight >= 600) shape.setAttribute("font-weight", "bold")
      return
    }
    const classes = [look.fill !== "none" && `f-${look.fill}`, look.stroke !== "none" && look.width && `s-${look.stroke}`, ...kept[i]]
    shape.setAttribute("class", classes.filter(Boolean).join(" "))
    if (!shape.classList.length) shape.removeAttribute("class")
    if (look.dash !== "none" && !/^[0px, ]+$/.test(look.dash) && !/^1px, 0px$/.test(look.dash)) {
      shape.setAttribute("stroke-dasharray", look.dash.replaceAll("px", ""))
    }
  })
  const numbers = ["d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "rx", "ry", "r", "cx", "cy", "transform", "points"]
  for (const element of svg.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (/^(data-|aria-|role$|name$|alignment-baseline$|font-style$|markerUnits$)/.test(name)) element.removeAttribute(name)
    }
    if (!/^(path|rect|circle|ellipse|polygon|polyline|line|text)$/.test(element.tagName)) element.removeAttribute("class")
    if (element.tagName === "tspan") element.removeAttribute("style")
    if (element.tagName === "g") element.removeAttribute("style")
    if (element.tagName === "circle") ["width", "height"].forEach(name => element.removeAttribute(name))
    if (element.id) ids.has(element.id) ? (element.id = ids.get(element.id)) : element.removeAttribute("id")
    for (const side of ["marker-end", "marker-start"]) {
      const to = element.getAttribute(side)?.match(/#([^)"]+)/)?.[1]
      if (to) element.setAttribute(side, `url(#${ids.get(to)})`)
    }
    for (const name of numbers) {
      const value = element.getAttribute(name)
      if (value) element.setAttribute(name, value.replace(/-?\d+\.\d+/g, number => `${+(+number).toFixed(1)}`))
    }
  }
  for (const rect of svg.querySelectorAll("rect")) {
    if (!+rect.getAttribute("width") || !rect.classList.length) rect.remove()
  }
  svg.querySelectorAll("tspan").forEach(span => {
    for (const attribute of ["font-weight", "text-anchor"]) if (span.getAttribute(attribute) !== "bold") span.removeAttribute(attribute)
    if (!span.attributes.length) span.replaceWith(...span.childNodes)
  })
  svg.querySelectorAll("text").forEach(text => text.textContent.trim() || text.remove())
  for (let gone = 1; gone;) {
    const empty = [...svg.querySelectorAll("g:empty, defs:empty")]
    empty.forEach(element => element.remove())
    gone = empty.length
  }
  for (const rect of svg.querySelectorAll("rect.f-page:not(.s-edge)")) { // labels on lines
    rect.setAttribute("x", +rect.getAttribute("x") - 4)
    rect.setAttribute("width", +rect.getAttribute("width") + 8)
  }
  const box = svg.getAttribute("viewBox").split(" ").map((number, i) => +number + (i < 2 ? -8 : 16)) // room for wider fonts
  for (const line of svg.querySelectorAll("line[y2]")) { // a lifeline goes far beyond what is seen of it
    line.setAttribute("y2", Math.min(+line.getAttribute("y2"), Math.floor(box[1] + box[3] - 8)))
  }
  const [width, height] = box.slice(2).map(Math.ceil)
  const [title, description] = ["title", "desc"].map(tag => svg.querySelector(tag))
  for (const { name } of [...svg.attributes]) if (name !== "xmlns") svg.removeAttribute(name)
  title.id = `${id}-t`
  description.id = `${id}-d`
  Object.entries({ width, height, viewBox: box.map(n => +n.toFixed(1)).join(" "), role: "img",
    "aria-labelledby": title.id, "aria-describedby": description.id, style: `min-width:${Math.round(width * 0.75)}px`,
  }).forEach(([name, value]) => svg.setAttribute(name, value))
  holder.remove()
  return new XMLSerializer().serializeToString(svg).replaceAll(/ xmlns:xlink="[^"]*"/g, "")
}
