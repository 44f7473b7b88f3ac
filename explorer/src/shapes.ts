import type { Attributes } from "graphology-types";
import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import { Uploads } from "./uploads";

/** What the program needs of a node beside sigma's own. */
export interface ShapeData extends NodeDisplayData {
  shape: number;
  rim: string;
}

// A triangle around the disc of each node; distances are in radii of the node.
const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_at;
varying float v_pixel;
varying float v_shape;
const float bias = 255.0 / 254.0;

void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 corner = size * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + corner, 1)).xy, 0, 1);
  v_at = corner / (size / 2.0);
  v_pixel = u_correctionRatio * 2.0 / (size / 2.0);
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
  v_rim = a_rim;
  v_rim.a *= bias;
}
`;

// Signed distances to a disc, square, triangle, five-pointed star and lozenge.
const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_at;
varying float v_pixel;
varying float v_shape;

float star(vec2 p) {
  const vec2 k1 = vec2(0.809016994, -0.587785252);
  const vec2 k2 = vec2(-0.809016994, -0.587785252);
  p.x = abs(p.x);
  p -= 2.0 * max(dot(k1, p), 0.0) * k1;
  p -= 2.0 * max(dot(k2, p), 0.0) * k2;
  p.x = abs(p.x);
  p.y -= 0.96;
  vec2 ba = 0.5 * vec2(-k1.y, k1.x) - vec2(0, 1);
  float h = clamp(dot(p, ba) / dot(ba, ba), 0.0, 0.96);
  return length(p - ba * h) * sign(p.y * ba.x - p.x * ba.y);
}

float distanceTo(vec2 p) {
  if (v_shape < 0.5) return length(p) - 0.84;
  if (v_shape < 1.5) {
    vec2 q = abs(p) - 0.6;
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - 0.12;
  }
  if (v_shape < 2.5) return max(abs(p.x) * 0.866 + p.y * 0.5, -p.y) - 0.47;
  if (v_shape < 3.5) return star(p);
  return (abs(p.x) * 1.08 + abs(p.y) - 0.98) * 0.68;
}

void main(void) {
  float d = distanceTo(v_at);
  #ifdef PICKING_MODE
  gl_FragColor = d > 0.15 ? vec4(0.0) : v_color;
  #else
  float inside = 1.0 - smoothstep(-v_pixel * 0.5, v_pixel * 0.5, d);
  float rim = smoothstep(-v_pixel * 1.7, -v_pixel * 0.9, d);
  gl_FragColor = mix(vec4(0.0), mix(v_color, v_rim, rim), inside);
  #endif
}
`;

const UNIFORMS = ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const;

/** Draws each kind in a shape of its own, so that colour is not all that tells kinds apart. */
export class ShapeProgram<N extends Attributes, E extends Attributes> extends NodeProgram<
  (typeof UNIFORMS)[number],
  N,
  E
> {
  private readonly uploads = new Uploads();

  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_rim", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  override reallocate(capacity: number): void {
    this.uploads.changed();
    super.reallocate(capacity);
  }

  override process(nodeIndex: number, offset: number, data: NodeDisplayData): void {
    this.uploads.changed();
    super.process(nodeIndex, offset, data);
  }

  /** While a large picture is moved, nobody asks what lies where: it is not drawn a second time for that. */
  override render(parameters: RenderParams): void {
    const asked = this.pickProgram;
    if (this.renderer.getSetting("hideEdgesOnMove") && this.renderer.getMouseCaptor().isMoving) this.pickProgram = null;
    super.render(parameters);
    this.pickProgram = asked;
  }

  protected override bindProgram(info: ProgramInfo): void {
    this.uploads.bind(this, info, (one, at, isOwn) => this.bindAttribute(one, info, at, isOwn));
  }

  processVisibleItem(nodeIndex: number, startIndex: number, data: NodeDisplayData): void {
    const { shape, rim } = data as ShapeData;
    const { array } = this;
    let at = startIndex;
    array[at++] = data.x;
    array[at++] = data.y;
    array[at++] = data.size;
    array[at++] = floatColor(data.color);
    array[at++] = floatColor(rim);
    array[at++] = shape;
    array[at++] = nodeIndex;
  }

  setUniforms(parameters: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniform1f(uniformLocations.u_correctionRatio ?? null, parameters.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio ?? null, parameters.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix ?? null, false, parameters.matrix);
  }
}
