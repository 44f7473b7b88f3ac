import type { ProgramAttributeSpecification, ProgramInfo } from "sigma/rendering";

interface Instanced {
  array: Float32Array;
  constantArray: Float32Array;
  ATTRIBUTES: ProgramAttributeSpecification[];
  CONSTANT_ATTRIBUTES: ProgramAttributeSpecification[];
}

/** What the graphics card was sent of a program's data. sigma sends all of it for every picture; here what changed. */
export class Uploads {
  private changes = 0;
  private readonly sent = new Map<ProgramInfo, number>();

  /** To be called where the data are another. */
  changed(): void {
    this.changes += 1;
  }

  /** In place of sigma's `bindProgram`; `attribute` binds one attribute and returns the bytes that it takes. */
  bind(
    program: Instanced,
    info: ProgramInfo,
    attribute: (one: ProgramAttributeSpecification, offset: number, isOwn: boolean) => number,
  ): void {
    const gl = info.gl as WebGL2RenderingContext;
    const isCurrent = this.sent.get(info) === this.changes;
    for (const isOwn of [false, true]) {
      gl.bindBuffer(gl.ARRAY_BUFFER, isOwn ? info.buffer : info.constantBuffer);
      let offset = 0;
      for (const one of isOwn ? program.ATTRIBUTES : program.CONSTANT_ATTRIBUTES)
        offset += attribute(one, offset, isOwn);
      if (isCurrent) continue;
      gl.bufferData(
        gl.ARRAY_BUFFER,
        isOwn ? program.array : program.constantArray,
        isOwn ? gl.DYNAMIC_DRAW : gl.STATIC_DRAW,
      );
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
    this.sent.set(info, this.changes);
  }
}
