namespace Infra.NixHost.Testing.Tests.Wrong;

/// <summary>A program with a wrong input, and what a preview says of it.</summary>
/// <param name="Property">The path of the input.</param>
/// <param name="Text">Words of the message.</param>
/// <param name="Program">The program.</param>
internal sealed record WrongInput(string Property, string Text, Action Program)
{
    /// <summary>Whether another host would find nothing wrong, such as one with KVM.</summary>
    public bool DependsOnHost { get; init; }

    public override string ToString() => $"{Property} {Text}";
}
