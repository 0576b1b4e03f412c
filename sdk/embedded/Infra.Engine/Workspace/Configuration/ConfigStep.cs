namespace Infra.Engine.Workspace.Configuration;

/// <summary>One step into a structured value: by name into a map, or by index into a list.</summary>
/// <param name="Name">The name; <c>null</c> for an index.</param>
/// <param name="Index">The index, from 0; meaningless for a name.</param>
public readonly record struct ConfigStep(string? Name, int Index)
{
    /// <summary>The step as a path writes it.</summary>
    public override string ToString() => Name is null ? $"[{Index}]" : Name;
}
