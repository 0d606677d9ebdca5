/** What moves in a report: sliders over pictures, and the figures of a chart at the finger or mouse. It works on the page alone. */
export const script = `
for (const film of document.querySelectorAll(".film")) {
  const images = film.querySelectorAll("img");
  film.querySelector("input")?.addEventListener("input", (event) => {
    images.forEach((image, i) => { image.hidden = i !== Number(event.target.value); });
    film.querySelector("output").value = images[event.target.value].dataset.step;
  });
}
const shown = (value) => {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(1) : String(Number(value.toPrecision(4)));
};
for (const chart of document.querySelectorAll("[data-chart]")) {
  const { least, most, lines } = JSON.parse(chart.dataset.chart);
  const [plot, cursor, caption] = [chart.querySelector(".plot"), chart.querySelector(".cursor"), chart.querySelector("figcaption")];
  const outputs = chart.querySelectorAll(".legend output");
  const title = caption.textContent;
  const show = (step) => {
    lines.forEach((points, i) => {
      const near = points.reduce((best, point) => (Math.abs(point[0] - step) < Math.abs(best[0] - step) ? point : best));
      outputs[i].value = shown(near[1]);
    });
  };
  plot.addEventListener("pointermove", (event) => {
    const { left, width } = plot.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    const step = least + share * (most - least);
    cursor.hidden = false;
    cursor.style.left = 100 * share + "%";
    caption.textContent = title + ", step " + Math.round(step);
    show(step);
  });
  plot.addEventListener("pointerleave", () => {
    cursor.hidden = true;
    caption.textContent = title;
    show(most);
  });
}
`;
