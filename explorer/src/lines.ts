import type { Attributes } from "graphology-types";
import { EdgeRectangleProgram, type ProgramInfo } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";
import { Uploads } from "./uploads";

/** Draws links as sigma does, sending them to the graphics card only when they change. */
export class LineProgram<N extends Attributes, E extends Attributes> extends EdgeRectangleProgram<N, E> {
  private readonly uploads = new Uploads();

  override reallocate(capacity: number): void {
    this.uploads.changed();
    super.reallocate(capacity);
  }

  override process(
    at: number,
    offset: number,
    source: NodeDisplayData,
    target: NodeDisplayData,
    data: EdgeDisplayData,
  ) {
    this.uploads.changed();
    super.process(at, offset, source, target, data);
  }

  protected override bindProgram(info: ProgramInfo): void {
    this.uploads.bind(this, info, (one, offset, isOwn) => this.bindAttribute(one, info, offset, isOwn));
  }
}
