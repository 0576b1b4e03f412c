using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Fakes;

/// <summary>What users and accidents do to the state.</summary>
internal partial class HostStack
{
    /// <summary>Forgets a resource, as an engine that was killed before it wrote its state.</summary>
    public void Forget(string type, string name)
    {
        _isKilled = true;
        State.Remove(Identify(type, name).Urn.Value);
    }

    /// <summary>Renames a resource in the state, as an alias does.</summary>
    public void Rename(string type, string from, string to)
    {
        Restart();
        State.Remove(Identify(type, from).Urn.Value, out var step);
        State[Identify(type, to).Urn.Value] = step!;
    }

    /// <summary>Renames the stack with all its resources.</summary>
    public void RenameStack(string name)
    {
        Restart();
        foreach (var urn in State.Keys.ToList())
        {
            State.Remove(urn, out var step);
            State[urn.Replace($":{Name}::", $":{name}::", StringComparison.Ordinal)] = step!;
        }

        Name = name;
    }

    /// <summary>Changes a resource in the state, as a user does in an editor.</summary>
    public void Edit(string type, string name, Func<Step, Step> edit)
    {
        var urn = Identify(type, name).Urn.Value;
        State[urn] = edit(State[urn]);
    }

    /// <summary>Adds a resource to the state that this stack has not created.</summary>
    public void Put(string type, string name, Step step) =>
        State[Identify(type, name).Urn.Value] = step;

    public Step StateOf(string type, string name) => State[Identify(type, name).Urn.Value];

    public bool Has(string type, string name) => State.ContainsKey(Identify(type, name).Urn.Value);

    /// <summary>What the engine is told of a failure.</summary>
    public string Tell(Exception failure) => _engine.Tell(failure, PropertyMap.Empty);
}
